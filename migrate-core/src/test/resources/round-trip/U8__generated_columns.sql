ALTER TABLE order_lines DROP COLUMN noted, DROP COLUMN cents;
