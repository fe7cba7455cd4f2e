UPDATE counters SET n = n + 1 WHERE id = 'b';
DROP VIEW open_orders;
