DROP TABLE log;
DROP TABLE counters;
