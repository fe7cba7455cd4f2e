CREATE INDEX customers_name ON customers (name);
ALTER TABLE customers ADD INDEX customers_city (city, name), ADD FULLTEXT INDEX customers_words (name);
UPDATE counters SET n = n + 1 WHERE id = 'a';
ALTER TABLE customers RENAME INDEX customers_name TO customers_by_name;
DROP INDEX customers_words ON customers;
