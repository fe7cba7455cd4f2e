ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0);
UPDATE orders SET total = total + 1;
CREATE TABLE prices (item VARCHAR(40) NOT NULL PRIMARY KEY, price INT NOT NULL, CONSTRAINT price_positive CHECK (price > 0));
INSERT INTO prices VALUES ('book', 10), ('pen', 2);
ALTER TABLE prices DROP CONSTRAINT price_positive;
UPDATE prices SET price = price - 5;
