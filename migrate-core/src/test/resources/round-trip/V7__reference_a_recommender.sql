ALTER TABLE customers
  ADD COLUMN recommender_id BIGINT NULL,
  ADD CONSTRAINT customers_recommender FOREIGN KEY (recommender_id) REFERENCES customers (id);
