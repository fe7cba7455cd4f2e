CREATE VIEW open_orders AS SELECT order_id, total FROM orders WHERE total > 0;
CREATE OR REPLACE VIEW open_orders AS SELECT order_id, total, customer_id FROM orders WHERE total > 1;
UPDATE counters SET n = n + 1 WHERE id = 'b';
ALTER VIEW open_orders AS SELECT order_id, customer_id FROM orders WHERE total > 2;
CREATE VIEW passing AS SELECT 1 AS one;
DROP VIEW passing;
INSERT INTO log (step, note) SELECT 'V09', COUNT(*) FROM open_orders;
