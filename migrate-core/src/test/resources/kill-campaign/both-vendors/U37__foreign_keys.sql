ALTER TABLE orders DROP FOREIGN KEY orders_customer_cascade;
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);
UPDATE counters SET n = n + 1 WHERE id = 'c';
ALTER TABLE customers DROP FOREIGN KEY customers_recommender;
ALTER TABLE customers DROP COLUMN recommender;
