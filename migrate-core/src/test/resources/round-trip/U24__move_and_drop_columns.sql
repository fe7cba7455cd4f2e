ALTER TABLE customers
  ADD COLUMN birthday DATE NULL AFTER phone,
  MODIFY COLUMN email VARCHAR(190) NULL AFTER name;
DROP INDEX by_name ON customers;
CREATE INDEX by_name ON customers (name(20), birthday);
DROP INDEX newest ON customers;
CREATE INDEX newest ON customers (created_at DESC);
ALTER TABLE customers DROP FOREIGN KEY customers_recommender;
ALTER TABLE customers DROP INDEX customers_recommender;
ALTER TABLE customers ADD CONSTRAINT customers_recommender FOREIGN KEY (recommender_id) REFERENCES customers (id);
