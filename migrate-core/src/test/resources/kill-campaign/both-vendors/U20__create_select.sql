INSERT INTO log (step, note) SELECT 'U20', COUNT(*) FROM names;
DROP TABLE totals;
DROP TABLE names;
