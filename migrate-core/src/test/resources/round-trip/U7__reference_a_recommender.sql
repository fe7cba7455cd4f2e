ALTER TABLE customers DROP FOREIGN KEY customers_recommender;
ALTER TABLE customers DROP INDEX customers_recommender, DROP COLUMN recommender_id;
