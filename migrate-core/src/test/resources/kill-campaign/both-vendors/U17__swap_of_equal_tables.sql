RENAME TABLE twin_one TO twin_tmp, twin_two TO twin_one, twin_tmp TO twin_two;
INSERT INTO log (step, note) SELECT 'U17', a FROM twin_one;
DROP TABLE twin_one, twin_two;
