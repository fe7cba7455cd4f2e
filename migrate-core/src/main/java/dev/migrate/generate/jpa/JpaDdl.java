package dev.migrate.generate.jpa;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The DDL of a project's entities.
 *
 * @param statements what makes all of it in an empty database, in the order to run; without
 *     delimiters. Those that fill the table of a generator with its first row are among them.
 * @param hibernate the Hibernate that wrote it, {@code 6.6.5.Final}
 * @param ownHibernate whether it is the project's own; else the project has the JPA API only
 * @param found what it was made from
 * @param scanTime how long the search for entities took
 * @param hibernateTime how long Hibernate took, the start of its JVM included
 * @param notices what a person should know
 */
public record JpaDdl(
    List<String> statements,
    String hibernate,
    boolean ownHibernate,
    Found found,
    Duration scanTime,
    Duration hibernateTime,
    List<String> notices) {

  private static final Pattern ROWS = Pattern.compile("(?i)insert\\s.*", Pattern.DOTALL);

  public JpaDdl {
    statements = List.copyOf(statements);
    notices = List.copyOf(notices);
  }

  /** Those of the statements that insert rows: the first values of generators' tables. */
  public List<String> rows() {
    return statements.stream().filter(sql -> ROWS.matcher(sql).matches()).toList();
  }
}
