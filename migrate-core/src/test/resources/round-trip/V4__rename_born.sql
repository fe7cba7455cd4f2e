ALTER TABLE customers RENAME COLUMN born TO birthday;
