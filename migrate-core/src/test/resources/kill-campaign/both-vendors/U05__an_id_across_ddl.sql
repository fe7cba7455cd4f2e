UPDATE counters SET n = n + 1 WHERE id = 'd';
DELETE FROM order_lines WHERE item = 'desk';
ALTER TABLE order_lines DROP COLUMN amount;
DELETE FROM orders WHERE customer_id = 3;
