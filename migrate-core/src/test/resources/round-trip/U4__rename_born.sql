ALTER TABLE customers RENAME COLUMN birthday TO born;
