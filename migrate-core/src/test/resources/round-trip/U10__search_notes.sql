DROP INDEX notes ON order_lines;
