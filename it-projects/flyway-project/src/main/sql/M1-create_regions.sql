CREATE TABLE regions (name VARCHAR(20) NOT NULL PRIMARY KEY);
INSERT INTO regions VALUES ('${region}');
CREATE TABLE callbacks (called_at DATETIME(6) NOT NULL);
