CREATE TABLE settings (
  owner BIGINT NOT NULL,
  doc JSON NOT NULL,
  PRIMARY KEY (owner)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
SET @owner = 7;
INSERT INTO settings VALUES (@owner, '{"theme": "dark"}');
