CREATE TABLE codes (code CHAR(3) NOT NULL, title VARCHAR(50) DEFAULT NULL, PRIMARY KEY (code))
ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
INSERT INTO codes VALUES ('EUR', 'Euro'), ('SEK', 'Krona');
