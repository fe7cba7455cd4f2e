package dev.migrate.environment;

import java.util.List;
import java.util.Optional;

/**
 * Everything a run needs to know about who and where, made once at the edge and never changed.
 *
 * @param name {@code development}, {@code staging}, {@code production} or a name of the team's own
 * @param named whether someone named it for this run (property, variable or POM), or it is only the
 *     default
 * @param policy what it demands
 * @param database where its database is; empty: the embedded server
 * @param embedded the embedded server's settings
 * @param flyway how migrations are named and read
 * @param project where the project keeps its files
 * @param stamp the name to stamp a non-empty database with ({@code -Dmigrate.stamp}), if given
 * @param orphan what to do about a statement that an earlier run left behind ({@code
 *     -Dmigrate.orphan})
 * @param resume what to do about a statement that may or may not have been executed ({@code
 *     -Dmigrate.resume})
 * @param backups where its backups go and how they are made
 * @param scratch where migrations are tried out
 * @param entities what it says of its JPA entities
 * @param rules how strict the safety rules are
 * @param guards what may stop a change before it begins
 * @param watch what is done about statements that take long
 * @param audit where runs are written down beside the database
 * @param settings every setting in force, with its origin, in the order to show them
 */
public record Environment(
    String name,
    boolean named,
    Policy policy,
    Optional<DatabaseSettings> database,
    EmbeddedSettings embedded,
    FlywaySettings flyway,
    ProjectLayout project,
    Optional<String> stamp,
    Orphan orphan,
    Resume resume,
    BackupSettings backups,
    ScratchSettings scratch,
    EntitySettings entities,
    RuleSettings rules,
    GuardSettings guards,
    WatchSettings watch,
    AuditSettings audit,
    List<Setting> settings) {

  public Environment {
    settings = List.copyOf(settings);
  }

  /**
   * The command line of a goal in this environment, ready to paste: {@code mvn migrate:upgrade
   * -Dmigrate.environment=staging}.
   */
  public String command(String goal) {
    return "mvn migrate:" + goal + (named ? " -Dmigrate.environment=" + name : "");
  }
}
