CREATE TABLE names AS SELECT id, name FROM customers;
UPDATE names SET name = CONCAT(name, '!');
CREATE TABLE totals (customer_id INT NOT NULL PRIMARY KEY) SELECT customer_id, SUM(total) AS total FROM orders GROUP BY customer_id;
INSERT INTO log (step, note) SELECT 'V20', SUM(total) FROM totals;
