INSERT INTO log (step, note) SELECT 'U38', n FROM counters WHERE id = 'e';
DELETE FROM counters WHERE id = 'e';
