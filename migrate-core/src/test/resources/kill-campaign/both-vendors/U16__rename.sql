RENAME TABLE after_alter TO before_rename;
INSERT INTO log (step, note) SELECT 'U16', SUM(a) FROM before_rename;
DROP TABLE before_rename;
