DROP EVENT clean;
INSERT INTO log (step) VALUES ('U13');
