UPDATE customers SET phone = '' WHERE phone = CONCAT('+', id);
UPDATE orders SET state = 'new' WHERE state = 'paid';
