ALTER TABLE customers ADD COLUMN recommender INT, ADD CONSTRAINT customers_recommender FOREIGN KEY (recommender) REFERENCES customers (id);
UPDATE customers SET recommender = 1 WHERE id = 2;
ALTER TABLE orders DROP FOREIGN KEY orders_customer;
ALTER TABLE orders ADD CONSTRAINT orders_customer_cascade FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;
INSERT INTO customers (id, email, name) VALUES (9, 'gone@example.org', 'Gone');
INSERT INTO orders (customer_id, total) VALUES (9, 1);
DELETE FROM customers WHERE id = 9;
INSERT INTO log (step, note) SELECT 'V37', COUNT(*) FROM orders;
