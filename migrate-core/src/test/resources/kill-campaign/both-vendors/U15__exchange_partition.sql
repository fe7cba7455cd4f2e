ALTER TABLE visits EXCHANGE PARTITION p12 WITH TABLE old_visits;
INSERT INTO log (step, note) SELECT 'U15', SUM(who) FROM old_visits;
DROP TABLE old_visits;
