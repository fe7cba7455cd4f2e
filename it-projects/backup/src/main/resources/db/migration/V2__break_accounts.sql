CREATE TABLE notes (id INT PRIMARY KEY);
UPDATE accounts SET no_such_column = 1;
