CREATE TABLE notes (account INT, text TEXT);
