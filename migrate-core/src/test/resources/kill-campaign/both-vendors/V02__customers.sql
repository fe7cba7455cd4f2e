CREATE TABLE customers (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(100) NOT NULL,
  name VARCHAR(100) NOT NULL,
  visits INT NOT NULL DEFAULT 0
);
INSERT INTO customers (id, email, name) VALUES
  (1, 'ada@example.org', 'Ada'),
  (2, 'grace@example.org', 'Grace'),
  (3, 'edsger@example.org', 'Edsger'),
  (4, 'barbara@example.org', 'Bärbel; "Babs"'),
  (5, 'donald@example.org', 'Don\'t'),
  (6, 'tony@example.org', '東京');
UPDATE customers SET visits = visits + 1;
CREATE UNIQUE INDEX customers_email ON customers (email);
UPDATE counters SET n = n + 1 WHERE id = 'b';
INSERT INTO log (step) VALUES ('V02');
