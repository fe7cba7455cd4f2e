package dev.migrate.backup;

import dev.migrate.backup.file.FrameKind;

/**
 * Kinds of stored programs: how they are listed and printed. Each list has name, SHOW CREATE's
 * word, definer, sql_mode, character_set_client, collation_connection, database_collation, comment,
 * the name of the table.
 */
enum ProgramKind {
  /** MySQL 9's source code for routines in other languages; before these. */
  LIBRARY(
      FrameKind.ROUTINE,
      """
      SELECT library_name, 'LIBRARY', NULL, sql_mode, 'utf8mb4', @@collation_connection, NULL,
        library_comment, NULL
      FROM information_schema.libraries WHERE library_schema = {db} ORDER BY library_name
      """,
      2),
  ROUTINE(
      FrameKind.ROUTINE,
      """
      SELECT routine_name, routine_type, definer, sql_mode, character_set_client,
        collation_connection, database_collation, routine_comment, NULL
      FROM information_schema.routines WHERE routine_schema = {db}
      ORDER BY routine_type = 'PACKAGE BODY', routine_type, routine_name
      """,
      2),
  TRIGGER(
      FrameKind.TRIGGER,
      """
      SELECT trigger_name, 'TRIGGER', definer, sql_mode, character_set_client,
        collation_connection, database_collation, NULL, event_object_table
      FROM information_schema.triggers WHERE event_object_schema = {db}
      ORDER BY event_object_table, action_timing, event_manipulation, action_order
      """,
      2),
  EVENT(
      FrameKind.EVENT,
      """
      SELECT event_name, 'EVENT', definer, sql_mode, character_set_client,
        collation_connection, database_collation, event_comment, NULL
      FROM information_schema.events WHERE event_schema = {db} ORDER BY event_name
      """,
      3);

  private final FrameKind frame;
  private final String list;
  private final int textColumn;

  ProgramKind(FrameKind frame, String list, int textColumn) {
    this.frame = frame;
    this.list = list;
    this.textColumn = textColumn;
  }

  FrameKind frame() {
    return frame;
  }

  String list() {
    return list;
  }

  /** Column of SHOW CREATE that has the definition. */
  int textColumn() {
    return textColumn;
  }
}
