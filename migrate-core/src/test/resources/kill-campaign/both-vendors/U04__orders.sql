DELETE FROM order_lines;
INSERT INTO log (step, note) SELECT 'U04', SUM(total) FROM orders;
DROP TABLE order_lines;
DROP TABLE orders;
