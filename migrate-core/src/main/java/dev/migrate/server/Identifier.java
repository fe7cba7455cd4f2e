package dev.migrate.server;

/** Names of databases, tables and the like, as they are written in statements. */
public final class Identifier {

  private Identifier() {}

  /** In backticks, which both vendors read in every SQL mode; a backtick in the name is doubled. */
  public static String quote(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  /** A name as it is written somewhere, without its quotes if it has some. */
  public static String unquote(String written) {
    char quote = written.charAt(0);
    return quote == '`' || quote == '"' || quote == '\''
        ? written.substring(1, written.length() - 1).replace("" + quote + quote, "" + quote)
        : written;
  }
}
