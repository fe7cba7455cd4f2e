CREATE TABLE changes (what VARCHAR(60) NOT NULL);
DELIMITER $$
CREATE TRIGGER customers_changed AFTER UPDATE ON customers FOR EACH ROW
BEGIN
  IF NEW.visits <> OLD.visits THEN
    INSERT INTO changes VALUES (CONCAT(NEW.id, ' visits ', NEW.visits));
  END IF;
END $$
DELIMITER ;
UPDATE customers SET visits = visits + 1 WHERE id <= 2;
CREATE TRIGGER lower_email BEFORE INSERT ON customers FOR EACH ROW SET NEW.email = LOWER(NEW.email);
INSERT INTO customers (id, email, name) VALUES (7, 'LESLIE@EXAMPLE.ORG', 'Leslie');
DROP TRIGGER lower_email;
INSERT INTO log (step, note) SELECT 'V10', COUNT(*) FROM changes;
