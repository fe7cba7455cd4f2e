UPDATE numbers SET batch = batch + 1 WHERE n < 100;
INSERT INTO log (step, note) VALUES ('V35', ROW_COUNT());
INSERT INTO orders (customer_id, total) VALUES (5, 7.25);
INSERT INTO order_lines (order_ref, item) VALUES (LAST_INSERT_ID(), 'chair');
UPDATE counters SET n = LAST_INSERT_ID(n + 1) WHERE id = 'd';
INSERT INTO log (step, note) VALUES ('V35-id', LAST_INSERT_ID());
