-- revision: ba4800daf143
-- revises: none
-- created: 2025-01-19T14:30:00Z

CREATE TABLE tasks (
  task_id      CHAR(36)     NOT NULL                   COMMENT 'Unique task identifier (UUID)',
  title        VARCHAR(200) NOT NULL                   COMMENT 'Task title or summary',
  description  TEXT         NOT NULL                   COMMENT 'Detailed task description',
  user_id      INTEGER      NOT NULL                   COMMENT 'ID of the user who owns this task',
  status       VARCHAR(20)  NOT NULL DEFAULT 'pending' COMMENT 'Task status',
  priority     VARCHAR(10)  NOT NULL DEFAULT 'medium'  COMMENT 'Task priority',
  created_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  completed_at DATETIME(6)  NULL                       COMMENT 'Task completion timestamp',
  PRIMARY KEY (task_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE INDEX idx_tasks_user_id ON tasks (user_id);
CREATE INDEX idx_tasks_status ON tasks (status);
CREATE INDEX idx_tasks_user_status ON tasks (user_id, status);
CREATE INDEX idx_tasks_priority ON tasks (priority);
CREATE INDEX idx_tasks_created_at ON tasks (created_at);
CREATE INDEX idx_tasks_completed ON tasks (status, completed_at);
