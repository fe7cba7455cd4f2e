RENAME TABLE log TO journal;
