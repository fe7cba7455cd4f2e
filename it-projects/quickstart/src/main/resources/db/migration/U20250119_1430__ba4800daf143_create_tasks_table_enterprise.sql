-- revision: ba4800daf143
-- revises: none
-- created: 2025-01-19T14:30:00Z

DROP TABLE tasks;
