package dev.migrate.maven;

import java.io.File;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that all goals have.
 *
 * <p>Those that choose the environment and its database are declared here so that the help and IDEs
 * know them; their values are read from the command line and the POM themselves, since {@code
 * migrate:current} tells where each came from.
 */
abstract class CommonParameters extends AbstractMojo {

  /**
   * The environment to work on: development, staging, production, or one that {@code environments}
   * defines. The variable APP_ENVIRONMENT chooses it too; the default is development.
   */
  @Parameter(property = "migrate.environment")
  @Nullable String environment;

  /**
   * The environments' settings and policies: an element for each, named like it.
   *
   * <pre>{@code
   * <environments>
   *   <production>
   *     <host>db.example.com</host>
   *     <name>shop</name>
   *     <serverId>shop-production</serverId>
   *   </production>
   * </environments>
   * }</pre>
   */
  @Parameter @Nullable PlexusConfiguration environments;

  /**
   * Where backups go and how they are made; an environment's entry may have the same for itself.
   *
   * <pre>{@code
   * <backups>
   *   <folder>/var/backups/shop</folder>
   *   <keep>20</keep>
   *   <encryption><serverId>shop-backups</serverId></encryption>
   * </backups>
   * }</pre>
   */
  @Parameter @Nullable PlexusConfiguration backups;

  /**
   * How much what the safety rules find matters: off, info, warning or error, for a rule or a
   * family of them; an environment's entry may have the same for itself.
   *
   * <pre>{@code
   * <rules>
   *   <D103>error</D103>
   *   <S>off</S>
   * </rules>
   * }</pre>
   */
  @Parameter @Nullable PlexusConfiguration rules;

  /**
   * Where runs are written down beside the database, and the key that their rows are chained with;
   * an environment's entry may have the same for itself.
   *
   * <pre>{@code
   * <audit>
   *   <file>/var/log/shop/audit.jsonl</file>
   *   <key><serverId>shop-audit</serverId></key>
   * </audit>
   * }</pre>
   */
  @Parameter @Nullable PlexusConfiguration audit;

  /**
   * Folder of the backups, for all environments. The default is backups in the project's folder.
   */
  @Parameter(property = "migrate.backupFolder")
  @Nullable File backupFolder;

  /**
   * How many connections read or fill tables at the same time in a backup or a restore. The default
   * is the number of processors, at most 4.
   */
  @Parameter(property = "migrate.threads")
  @Nullable String threads;

  /**
   * Flyway's settings for this project, under the names flyway-maven-plugin has for them: {@code
   * <flyway><table>history</table></flyway>}. Those of flyway-maven-plugin's own configuration,
   * flyway.conf, flyway.toml and Spring Boot's application files are read without this.
   */
  @Parameter @Nullable PlexusConfiguration flyway;

  /**
   * URL of the database, on the command line only; in the POM it belongs in {@code environments}:
   * jdbc:mysql://host:port/name, jdbc:mariadb://…, mysql://….
   */
  @Parameter(property = "migrate.url")
  @Nullable String url;

  /** Account, on the command line only; in the POM it belongs in {@code environments}. */
  @Parameter(property = "migrate.username")
  @Nullable String username;

  /**
   * The account's password, on the command line only; others can see it there: prefer the variable
   * DATABASE_PASSWORD, or {@code passwordCommand} or {@code serverId} in {@code environments}.
   */
  @Parameter(property = "migrate.password")
  @Nullable String password;

  /**
   * The name of the environment that a database with tables, but without a stamp, belongs to: a
   * database is told once whose it is, and is refused under every other name from then on.
   */
  @Parameter(property = "migrate.stamp")
  @Nullable String stamp;

  /**
   * Replicas of the database, host:port with commas between them, which backfills wait for; on the
   * command line only, in the POM they belong in {@code environments}. The account and its
   * protection are the database's.
   */
  @Parameter(property = "migrate.replicas")
  @Nullable String replicas;

  /**
   * How far a replica may be behind before a backfill pauses: 10 (seconds), 30s, 2m; on the command
   * line only, in the POM it belongs in {@code environments}.
   */
  @Parameter(property = "migrate.maximumLag")
  @Nullable String maximumLag;

  /**
   * How long a statement waits at most for the lock of its table before it has begun, in seconds or
   * as 30s, 5m; what comes after a waiting ALTER waits behind it. The default is 10 seconds.
   */
  @Parameter(property = "migrate.lockWaitTimeout")
  @Nullable String lockWaitTimeout;

  /**
   * How long a rebuild of a table waits at most, after its work, for the moment alone with the
   * table. The default is 30 seconds.
   */
  @Parameter(property = "migrate.cutoverTimeout")
  @Nullable String cutoverTimeout;

  /**
   * How long other sessions may wait behind a statement, in seconds or as 30s, 5m, before it is
   * stopped; the default is as long as it takes. In the POM it belongs in {@code <policy>}.
   */
  @Parameter(property = "migrate.stopIfBlocking")
  @Nullable String stopIfBlocking;

  /**
   * Turns MySQL's instruments of progress on for the run, so that the percentage of a long ALTER
   * can be shown, and sets them back after it. The account needs SELECT and UPDATE on
   * performance_schema.
   */
  @Parameter(property = "migrate.enableInstruments", defaultValue = "false")
  boolean enableInstruments;

  /**
   * What to do about a statement that an earlier run left at the server when its program died: wait
   * for it, or kill it. The default is wait.
   */
  @Parameter(property = "migrate.orphan")
  @Nullable String orphan;

  /**
   * What to do about the one statement at which a run stopped because nobody can tell whether an
   * earlier run executed it: redo it, or skip it as done.
   */
  @Parameter(property = "migrate.resume")
  @Nullable String resume;

  /**
   * Another server on which migrations are tried out, in databases named migrate_scratch_…; on the
   * command line only, in the POM it belongs in {@code environments}.
   */
  @Parameter(property = "migrate.scratch.url")
  @Nullable String scratchUrl;

  /** The account on that server. */
  @Parameter(property = "migrate.scratch.username")
  @Nullable String scratchUsername;

  /** The account's password; others can see it on the command line. */
  @Parameter(property = "migrate.scratch.password")
  @Nullable String scratchPassword;

  /**
   * Lets scratch databases be made on the environment's own server although its policy keeps them
   * away from it; on the command line only.
   */
  @Parameter(property = "migrate.scratch.own", defaultValue = "false")
  boolean scratchOwn;

  /**
   * The server that the project's migrations are for, as mysql 9.7 or mariadb 11.4: they are tried
   * out on no other. Without it, it is the environment's.
   */
  @Parameter(property = "migrate.targetServer")
  @Nullable String targetServer;

  /** Takes a scratch server of another vendor or line than the target's. */
  @Parameter(property = "migrate.unproved", defaultValue = "false")
  boolean unproved;

  /**
   * Folder of the embedded development server, which keeps its data from build to build. The
   * default is .migrate/embedded in the project's folder.
   */
  @Parameter(property = "migrate.embeddedFolder")
  @Nullable File embeddedFolder;

  /**
   * Whether the embedded server stays up after the goal, until the build ends or embedded-stop ends
   * it, so that tests of the same build can use it through the properties migrate.url,
   * migrate.username, migrate.password and migrate.port.
   */
  @Parameter(property = "migrate.keepEmbedded", defaultValue = "false")
  boolean keepEmbedded;

  /**
   * An artifact whose migrations are run, where there is no source tree:
   * groupId:artifactId:version[:packaging[:classifier]].
   */
  @Parameter(property = "migrate.artifact")
  @Nullable String artifact;

  /**
   * Artifacts of the project's class path that hold JPA entities of this database, besides the
   * project's own classes and the modules of the same build: groupId:artifactId, with commas
   * between them.
   */
  @Parameter(property = "migrate.entities")
  @Nullable String entities;

  /** The unit of META-INF/persistence.xml whose entities are meant, where there are several. */
  @Parameter(property = "migrate.persistenceUnit")
  @Nullable String persistenceUnit;

  /** Does nothing. */
  @Parameter(property = "migrate.skip", defaultValue = "false")
  boolean skip;

  /** Shows every migration as it begins and ends, and what else the run does. */
  @Parameter(property = "migrate.verbose", defaultValue = "false")
  boolean verbose;

  /** Shows warnings and the first line of what the goal has to tell, and nothing else. */
  @Parameter(property = "migrate.quiet", defaultValue = "false")
  boolean quiet;

  /** A file to which the run's events are added as lines of JSON, whatever is printed. */
  @Parameter(property = "migrate.log")
  @Nullable File log;

  /** What is printed: text, or json: the report as one JSON object and nothing else. */
  @Parameter(property = "migrate.format", defaultValue = "text")
  String format = "text";

  /** A file to write the report to, as JSON, whatever is printed; also when the goal fails. */
  @Parameter(property = "migrate.output")
  @Nullable File output;
}
