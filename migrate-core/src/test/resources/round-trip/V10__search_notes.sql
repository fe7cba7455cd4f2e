CREATE FULLTEXT INDEX notes ON order_lines (note);
