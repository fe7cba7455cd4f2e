INSERT INTO orders (customer_id, total) VALUES (3, 5);
ALTER TABLE order_lines ADD COLUMN amount INT NOT NULL DEFAULT 1;
INSERT INTO order_lines VALUES (LAST_INSERT_ID(), 'desk', 2);
UPDATE order_lines SET amount = amount + 1;
INSERT INTO log (step, note)
  SELECT 'V05', CONCAT(o.total, ' ', l.item, ' ', l.amount) FROM orders o JOIN order_lines l ON l.order_ref = o.order_id;
