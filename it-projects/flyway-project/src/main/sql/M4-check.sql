-- Fails unless placeholder, callback and Java migration did their part before.
CREATE TABLE proof (found INT NOT NULL, CONSTRAINT as_expected CHECK (found = 1));
INSERT INTO proof SELECT COUNT(*) FROM regions WHERE name = 'emea';
INSERT INTO proof SELECT COUNT(*) FROM codes WHERE meaning = 'written in Java';
INSERT INTO proof SELECT COUNT(*) - 2 FROM callbacks;
