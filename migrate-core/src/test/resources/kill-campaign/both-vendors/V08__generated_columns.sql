ALTER TABLE orders ADD COLUMN cents INT GENERATED ALWAYS AS (total * 100) STORED;
ALTER TABLE orders ADD COLUMN doubled DECIMAL(12, 2) GENERATED ALWAYS AS (total * 2) VIRTUAL;
CREATE INDEX orders_doubled ON orders (doubled);
UPDATE orders SET total = total + 1;
INSERT INTO log (step, note) SELECT 'V08', SUM(cents) FROM orders;
