package com.example.accounting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Comment;

/** A task of a user. */
@Entity
@Table(
    name = "tasks",
    indexes = {
      @Index(name = "idx_tasks_user_id", columnList = "user_id"),
      @Index(name = "idx_tasks_status", columnList = "status"),
      @Index(name = "idx_tasks_user_status", columnList = "user_id, status"),
      @Index(name = "idx_tasks_priority", columnList = "priority"),
      @Index(name = "idx_tasks_created_at", columnList = "created_at"),
      @Index(name = "idx_tasks_completed", columnList = "status, completed_at")
    })
public class Task {

  @Id
  @Column(name = "task_id", columnDefinition = "CHAR(36)")
  @Comment("Unique task identifier (UUID)")
  private String id;

  @Column(nullable = false, length = 200)
  @Comment("Task title or summary")
  private String title;

  @Column(nullable = false, columnDefinition = "TEXT")
  @Comment("Detailed task description")
  private String description;

  @Column(name = "user_id", nullable = false)
  @Comment("ID of the user who owns this task")
  private Integer userId;

  @Column(nullable = false, length = 20)
  @ColumnDefault("'pending'")
  @Comment("Task status")
  private String status;

  @Column(nullable = false, length = 10)
  @ColumnDefault("'medium'")
  @Comment("Task priority")
  private String priority;

  @Column(
      name = "created_at",
      nullable = false,
      columnDefinition = "DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)")
  private LocalDateTime createdAt;

  @Column(
      name = "updated_at",
      nullable = false,
      columnDefinition =
          "DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)")
  private LocalDateTime updatedAt;

  @Column(name = "completed_at")
  @Comment("Task completion timestamp")
  private LocalDateTime completedAt;
}
