CREATE TABLE accounts (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL);
INSERT INTO accounts VALUES (1, 'Ada'), (2, 'Grace');
