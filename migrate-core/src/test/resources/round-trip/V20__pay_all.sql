START TRANSACTION;
UPDATE orders SET state = 'paid' WHERE state = 'new';
UPDATE customers SET phone = CONCAT('+', id) WHERE phone = '';
COMMIT;
