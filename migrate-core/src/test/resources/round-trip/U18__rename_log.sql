RENAME TABLE journal TO log;
