package dev.migrate.schema.model;

/** The clause that says whose rights a view or a program has. */
final class Definer {

  private Definer() {}

  /** Takes {@code DEFINER=user@host} if it is next, and gives the account; a role has no host. */
  static String take(Cursor cursor) {
    if (!cursor.accept("DEFINER")) {
      return "";
    }
    cursor.expect('=');
    int start = cursor.offset();
    cursor.take();
    if (cursor.accept('@')) {
      cursor.take();
    }
    return cursor.since(start);
  }
}
