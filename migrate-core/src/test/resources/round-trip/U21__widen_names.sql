ALTER TABLE customers
  MODIFY COLUMN name VARCHAR(100) NOT NULL COMMENT 'as it''s written; on letters';
