DELETE FROM order_lines WHERE item = 'chair';
INSERT INTO log (step, note) VALUES ('U35', ROW_COUNT());
DELETE FROM orders WHERE customer_id = 5;
UPDATE numbers SET batch = batch - 1 WHERE n < 100;
