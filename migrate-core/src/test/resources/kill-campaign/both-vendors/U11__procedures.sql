-- evidence: 1 = SELECT COUNT(*) FROM log WHERE step = 'U11-note'
CALL note('U11-note');
DROP PROCEDURE note_and_commit;
DROP PROCEDURE note;
