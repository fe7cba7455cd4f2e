DELIMITER //
CREATE PROCEDURE build()
BEGIN
  INSERT INTO log (step) VALUES ('V28-one');
  CREATE TABLE built (a INT NOT NULL);
  INSERT INTO built VALUES (1);
  INSERT INTO log (step) VALUES ('V28-two');
END //
DELIMITER ;
-- evidence: 2 = SELECT COUNT(*) FROM log WHERE step LIKE 'V28%'
-- repair: DROP TABLE IF EXISTS built
-- repair: DELETE FROM log WHERE step LIKE 'V28%'
CALL build();
UPDATE built SET a = a + 1;
DROP PROCEDURE build;
