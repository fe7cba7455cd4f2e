ALTER TABLE order_lines DROP CONSTRAINT price_positive;
