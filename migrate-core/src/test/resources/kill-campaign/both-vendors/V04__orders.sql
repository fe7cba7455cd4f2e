CREATE TABLE orders (
  order_id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT NOT NULL,
  total DECIMAL(10, 2) NOT NULL,
  CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE order_lines (order_ref INT NOT NULL, item VARCHAR(40) NOT NULL);
INSERT INTO orders (customer_id, total) VALUES (1, 10.50);
INSERT INTO order_lines VALUES (LAST_INSERT_ID(), 'book');
INSERT INTO order_lines VALUES (LAST_INSERT_ID(), 'pen');
INSERT INTO orders (customer_id, total) VALUES (2, 99.99);
SET @second = LAST_INSERT_ID();
INSERT INTO order_lines VALUES (@second, 'lamp');
UPDATE orders SET total = total + 1;
INSERT INTO log (step, note)
  SELECT 'V04', CONCAT(o.total, ' ', l.item) FROM orders o JOIN order_lines l ON l.order_ref = o.order_id;
