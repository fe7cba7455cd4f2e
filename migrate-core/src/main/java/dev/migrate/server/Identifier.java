package dev.migrate.server;

/** Names of databases, tables and the like, as written in a statement. */
public final class Identifier {

  private Identifier() {}

  /** In backticks, which both vendors read in every SQL mode; a backtick in the name is doubled. */
  public static String quote(String name) {
    return '`' + name.replace("`", "``") + '`';
  }
}
