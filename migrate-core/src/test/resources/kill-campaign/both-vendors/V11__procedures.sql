DELIMITER //
CREATE PROCEDURE note(IN step_ VARCHAR(40))
BEGIN
  INSERT INTO log (step, note) VALUES (step_, 'by note()');
  UPDATE counters SET n = n + 1 WHERE id = 'c';
END //
CREATE PROCEDURE note_and_commit(IN step_ VARCHAR(40))
BEGIN
  INSERT INTO log (step, note) VALUES (step_, 'first');
  COMMIT;
  INSERT INTO log (step, note) VALUES (step_, 'second');
  COMMIT;
END //
DELIMITER ;
-- evidence: 1 = SELECT COUNT(*) FROM log WHERE step = 'V11-note'
CALL note('V11-note');
-- evidence: 2 = SELECT COUNT(*) FROM log WHERE step = 'V11-commit'
CALL note_and_commit('V11-commit');
UPDATE counters SET n = n + 1 WHERE id = 'd';
-- evidence: 1 = SELECT COUNT(*) FROM log WHERE step = 'V11-again'
CALL note('V11-again');
