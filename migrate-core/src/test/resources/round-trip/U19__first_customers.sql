DELETE FROM order_lines WHERE order_id IN (10, 11);
DELETE FROM orders WHERE id IN (10, 11);
DELETE FROM customers WHERE id IN (1, 2);
ALTER TABLE customers AUTO_INCREMENT = 1;
