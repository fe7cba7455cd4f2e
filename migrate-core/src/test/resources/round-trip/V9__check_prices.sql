ALTER TABLE order_lines ADD CONSTRAINT price_positive CHECK (price >= 0);
