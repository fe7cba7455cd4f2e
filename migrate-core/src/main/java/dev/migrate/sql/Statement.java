package dev.migrate.sql;

import java.util.List;

/**
 * One statement of a script.
 *
 * @param file the script's name in messages
 * @param line line of the statement's first token, from 1
 * @param index position in the script, from 1
 * @param sql exactly what is sent to the server: without the delimiter, comments inside kept
 * @param kind what it is
 * @param commit whether it commits the open transaction
 * @param objects what it defines or changes, as far as its text tells: of a multi-table UPDATE or
 *     DELETE every table it joins; nothing of what a program it calls changes
 * @param directives what {@code -- migrate:...} comments before it say, after the colon; of {@code
 *     -- undoes: 3} it is {@code undoes 3}
 * @param secret whether none of its literals may be shown
 * @param given whether a secret in it was given to the script from outside, by a placeholder
 */
public record Statement(
    String file,
    int line,
    int index,
    String sql,
    StatementKind kind,
    ImplicitCommit commit,
    List<ObjectName> objects,
    List<String> directives,
    boolean secret,
    boolean given) {

  /** Keeps copies of the lists. */
  public Statement {
    objects = List.copyOf(objects);
    directives = List.copyOf(directives);
  }

  static Statement of(Script script, int line, int index, String sql, List<String> directives) {
    Classification is = Classification.of(new Script(script.file(), sql));
    boolean given = script.secrets().stream().anyMatch(sql::contains);
    boolean secret = given || is.kind() == StatementKind.ACCOUNT;
    return new Statement(
        script.file(),
        line,
        index,
        sql,
        is.kind(),
        is.commit(),
        is.objects(),
        directives,
        secret,
        given);
  }

  /** The same at another position in the script. */
  public Statement at(int position) {
    return new Statement(
        file, line, position, sql, kind, commit, objects, directives, secret, given);
  }

  /** {@code file:line}. */
  public String where() {
    return file + ":" + line;
  }

  /**
   * The statement's beginning in one line of at most 80 characters, comments left out; literals are
   * masked where a secret may be among them.
   */
  public String summary() {
    return Summary.of(sql, secret);
  }

  /**
   * SHA-256 of the text, in hexadecimal digits; where a secret may be among its literals, of the
   * text without them: a short secret could be guessed from the hash.
   */
  public String sha256() {
    return Summary.sha256(sql, secret);
  }

  /** Whether a secret may be among its literals, so that its text is shown to nobody. */
  public boolean isTelltale() {
    return Summary.isSecret(sql, secret);
  }

  /** A server's message about this statement, without the literals that may be secrets. */
  public String masked(String message) {
    return Summary.masked(message, sql, secret);
  }

  /** Place and summary; never the whole text, which may hold secrets. */
  @Override
  public String toString() {
    return where() + " " + summary();
  }
}
