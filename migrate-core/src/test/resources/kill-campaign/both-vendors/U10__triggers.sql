DROP TRIGGER customers_changed;
DELETE FROM customers WHERE id = 7;
UPDATE customers SET visits = visits - 1 WHERE id <= 2;
DROP TABLE changes;
