ALTER TABLE customers DROP INDEX customers_by_name;
INSERT INTO log (step) VALUES ('U06');
ALTER TABLE customers DROP INDEX customers_city;
