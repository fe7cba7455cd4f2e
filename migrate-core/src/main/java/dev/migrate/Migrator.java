package dev.migrate;

import dev.migrate.audit.AuditTable;
import dev.migrate.audit.Seal;
import dev.migrate.backup.Restored;
import dev.migrate.backup.file.Verification.Level;
import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.EmbeddedServer;
import dev.migrate.server.Interruption;
import dev.migrate.validate.RulePages;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The front door: one method a goal.
 *
 * <p>A migrator serves one run in one environment: it connects when a goal needs it, starts the
 * embedded server where the environment has no database, and ends both in {@link #close()}. Every
 * goal throws {@link MigrateException}.
 */
public final class Migrator implements AutoCloseable {

  private final Environment environment;
  private final ArtifactSource artifacts;
  private final Consumer<Event> events;
  private final String operation = UUID.randomUUID().toString();
  private final Interruption interruption = new Interruption();
  private final Connecting connecting;
  private final GoalRuns goals;
  private final Neighbours neighbours;

  private Migrator(
      Environment environment,
      ArtifactSource artifacts,
      Consumer<Event> events,
      Asker asker,
      Neighbours neighbours) {
    this.neighbours = neighbours;
    this.environment = environment;
    this.artifacts = artifacts;
    this.events = events;
    this.connecting =
        new Connecting(environment, operation, artifacts, events, asker, interruption);
    this.goals = new GoalRuns(environment, operation, connecting, interruption);
  }

  /** A migrator for one run that asks nobody; nothing is connected or started yet. */
  public static Migrator of(
      Environment environment, ArtifactSource artifacts, Consumer<Event> events) {
    return of(environment, artifacts, events, Asker.NOBODY);
  }

  /**
   * A migrator for one run; nothing is connected or started yet.
   *
   * @param asker the way to the person who runs it
   */
  public static Migrator of(
      Environment environment, ArtifactSource artifacts, Consumer<Event> events, Asker asker) {
    return of(environment, artifacts, events, asker, Neighbours.NONE);
  }

  /**
   * A migrator for one run; nothing is connected or started yet.
   *
   * @param asker the way to the person who runs it
   * @param neighbours the project's other environments
   */
  public static Migrator of(
      Environment environment,
      ArtifactSource artifacts,
      Consumer<Event> events,
      Asker asker,
      Neighbours neighbours) {
    return new Migrator(environment, artifacts, events, asker, neighbours);
  }

  /**
   * Applies all pending migrations.
   *
   * @param to the last version to apply; null for all
   */
  public Report.Upgrade upgrade(@Nullable String to) {
    goals.goOnWith(to == null ? "" : " -Dmigrate.to=" + to);
    DatabaseSettings settings = connecting.settings();
    Background<FirstLook> looking = connecting.look(settings);
    Optional<String> upToDate = to == null ? connecting.upToDate(looking) : Optional.empty();
    if (upToDate.isPresent()) {
      return new Report.Upgrade(
          run("upgrade"), List.of(), upToDate.get(), null, Duration.ZERO, List.of());
    }
    return goals.with(
        "upgrade",
        () -> connecting.open(settings, looking),
        workplace -> {
          long begin = System.nanoTime();
          UpgradeRun.Result result = new UpgradeRun(workplace, to).run();
          return new Report.Upgrade(
              run("upgrade"),
              Steps.of(environment, result.done(), result.history()),
              Steps.versionAfter(workplace, result.done(), result.history()),
              workplace.precaution().saved(),
              since(begin),
              notices(workplace, result));
        });
  }

  private List<String> notices(Workplace workplace, UpgradeRun.Result result) {
    List<String> notices = new ArrayList<>(Steps.notices(workplace, result.history()));
    if (!result.done().isEmpty()) {
      Growth.note(workplace);
      notices.addAll(Slower.notices(workplace, result.done(), this::earlier));
    }
    return notices;
  }

  private Optional<Earlier> earlier() {
    return Earlier.before(environment, neighbours, operation, events);
  }

  /** Takes back the newest {@code steps} versions. */
  public Report.Downgrade downgrade(int steps) {
    return downgrade(workplace -> DowngradeRun.steps(workplace, steps, goals::goOnWith));
  }

  /** Takes back every version above the given one; {@code "0"}: all of them. */
  public Report.Downgrade downgradeTo(String version) {
    goals.goOnWith(" -Dmigrate.to=" + version);
    return downgrade(workplace -> DowngradeRun.to(workplace, version));
  }

  /** Where the database stands; changes nothing. */
  public Report.Current current() {
    return goals.with("current", workplace -> new Inspection(workplace).current(run("current")));
  }

  /**
   * Where environments stand, side by side; changes nothing, and starts no embedded server but that
   * of the run's own.
   *
   * @param names {@code all}, or names separated by commas; the run's own is always among them
   * @param drift whether each is compared with what its migrations give, on a scratch server
   * @throws ConfigurationException {@code environment-unknown}
   */
  public Report.Compare compare(String names, boolean drift) {
    Places places = places();
    List<String> named = places.named(names);
    List<Place> found = drift ? places.drifting(named, connecting::scratch) : places.of(named);
    interruption.check();
    return new Report.Compare(run("current"), found);
  }

  /**
   * What an upgrade or a downgrade would do, tried out on a scratch copy; changes nothing of the
   * environment's database.
   */
  public Report.Plan plan(PlanRequest request) {
    return goals.with(
        "plan", workplace -> new Planning(workplace, request, this::earlier).report(run("plan")));
  }

  /** Every migration, applied or not; changes nothing. */
  public Report.History history() {
    return history(environment.policy().timings());
  }

  /**
   * The same.
   *
   * @param statements whether what was kept of the times of statements is told
   */
  public Report.History history(boolean statements) {
    return goals.with(
        "history",
        workplace ->
            new Inspection(workplace)
                .history(run("history"), statements ? Timings.of(workplace) : Timings.NONE));
  }

  /** What was ever done to the database, and whether that is as it was written; changes nothing. */
  public Report.Audit audit() {
    return goals.with(
        "history",
        workplace ->
            new Report.Audit(
                run("history"),
                new AuditTable(workplace.schema(), Seal.OPEN).rows(workplace.connection()),
                AuditCheck.findings(workplace)));
  }

  /**
   * Declares the version of an existing database.
   *
   * @param version null for Flyway's {@code baselineVersion}
   * @param description null for Flyway's {@code baselineDescription}
   */
  public Report.Baseline baseline(@Nullable String version, @Nullable String description) {
    return goals.with(
        "baseline",
        workplace -> {
          BaselineRun.Result result = new BaselineRun(workplace, version, description).run();
          return new Report.Baseline(
              run("baseline"), result.version(), result.description(), List.of(), List.of());
        });
  }

  /**
   * Declares the version of an existing database, and writes its schema as a baseline migration of
   * that version.
   *
   * @param version null for Flyway's {@code baselineVersion}
   * @param description null for Flyway's {@code baselineDescription}
   */
  public Report.Baseline adopt(@Nullable String version, @Nullable String description) {
    return goals.with(
        "baseline",
        workplace ->
            new Adoption(
                    workplace,
                    connecting.scratch(),
                    new BaselineRun(workplace, version, description))
                .run(run("baseline")));
  }

  /**
   * What a safety rule is about; neither the project nor a database is looked at.
   *
   * @throws ConfigurationException {@code rule-unknown}
   */
  public Report.Explanation explain(String code) {
    String page = RulePages.of(code);
    return new Report.Explanation(run("validate"), RulePages.rule(code).orElseThrow(), page);
  }

  /**
   * Looks whether all is as it should be: the server, the history, the files and what they are
   * about to do; changes nothing. What hinders the look is among the findings.
   */
  public Report.Validate validate(ValidateRequest request) {
    if (request.offline()) {
      return Validation.offline(run("validate"), environment, request);
    }
    Workplace workplace;
    try {
      DatabaseSettings settings = connecting.settings();
      workplace = connecting.open(settings, connecting.look(settings));
    } catch (MigrateException e) {
      return Validation.unreachable(run("validate"), environment, e, request);
    }
    return goals.with(
        "validate",
        () -> workplace,
        at -> new Validation(at, connecting::scratch).report(run("validate"), request));
  }

  /**
   * All that is worth knowing of the database, for a page; changes nothing. What could not be
   * looked at is told among its notices.
   *
   * @param project what the project is called
   * @param drift whether each environment is compared with what its migrations give, on a scratch
   *     server
   */
  public Report.Page report(String project, boolean drift) {
    Places places = places();
    ReportRun report =
        new ReportRun(
            environment,
            project,
            () -> drift ? places.drifting(places.named("all"), connecting::scratch) : places.all());
    Workplace workplace;
    try {
      DatabaseSettings settings = connecting.settings();
      workplace = connecting.open(settings, connecting.look(settings));
    } catch (MigrateException e) {
      return page(report.unreachable(run("report"), e));
    }
    return goals.with("report", () -> workplace, at -> page(report.overview(at, run("report"))));
  }

  private Places places() {
    return new Places(
        environment,
        () -> connecting.where().orElseGet(connecting::settings),
        neighbours,
        artifacts,
        operation,
        events);
  }

  private Report.Page page(Overview overview) {
    return new Report.Page(run("report"), overview, List.of());
  }

  /** Writes one baseline migration of all migrations up to a version. */
  public Report.Generate squash(String version) {
    Scratch scratch = connecting.scratch();
    try {
      return new Squash(environment, scratch, operation, events).run(version, run("generate"));
    } catch (SQLException e) {
      throw GoalRuns.failed("a scratch database", "run the goal again", e);
    }
  }

  /**
   * Brings the history in line with the files: failed, changed and deleted migrations.
   *
   * @param forget a half done version that is to count as not applied; null for none: what can be
   *     gone on with stays
   */
  public Report.Repair repair(@Nullable String forget) {
    return goals.with(
        "repair",
        workplace -> new Report.Repair(run("repair"), new RepairRun(workplace, forget).run()));
  }

  /**
   * Takes a backup and verifies it.
   *
   * @param tables patterns of the only tables to take; empty: all
   * @param verify {@code checksum}, {@code parse} or {@code restore}; null for {@code parse}
   */
  public Report.Backup backup(List<String> tables, @Nullable String verify) {
    Level level = verify == null ? Level.PARSE : BackupCheck.level(verify);
    return goals.with(
        "backup",
        () -> connecting.open(connecting.settings()),
        workplace -> new BackupRun(workplace, tables, level).report(run("backup")));
  }

  /** Restores a backup into the environment's database, or another on its server. */
  public Report.Restore restore(RestoreRequest request) {
    goals.goOnWith(request.options());
    Path file = new BackupFinder(environment).find(request.file());
    DatabaseSettings own = connecting.settings();
    String name = request.database() == null ? own.name() : request.database();
    return goals.with(
        "restore",
        () -> connecting.open(own.to(name)),
        workplace -> {
          boolean isOwn = name.equals(own.name());
          RestoreRun.Result result = new RestoreRun(workplace, request, file, isOwn).run();
          Restored restored = result.restored();
          return new Report.Restore(
              run("restore").on(own.to(name).address()),
              file,
              restored.database(),
              restored.rows(),
              restored.tableCount(),
              restored.duration(),
              result.notices());
        });
  }

  /**
   * Lists the backups of all environments; needs a server only to verify by a restore.
   *
   * @param verify {@code checksum}, {@code parse} or {@code restore}; null to list only
   * @param file the only one to verify; null for all
   */
  public Report.Backups backups(@Nullable String verify, @Nullable String file) {
    Level level = verify == null ? null : BackupCheck.level(verify);
    BackupList list = new BackupList(environment);
    if (level != Level.RESTORE) {
      return backups(list, level, file, null);
    }
    return goals.with(
        "backups",
        () -> connecting.open(connecting.settings()),
        workplace -> backups(list, level, file, workplace));
  }

  private Report.Backups backups(
      BackupList list, @Nullable Level level, @Nullable String file, @Nullable Workplace at) {
    if (level != null) {
      List<Path> files =
          file == null ? list.files() : List.of(new BackupFinder(environment).find(file));
      new BackupCheck(environment, events).verifyAll(files, level, at);
    }
    return new Report.Backups(run("backups"), list.all(), list.notices());
  }

  /** Writes the files of a new migration; needs no server. */
  public Report.Generate generate(String message) {
    return new Generation(environment).generate(message, run("generate"));
  }

  /**
   * Puts a branch's migrations behind those of another where both revise the same one: those that
   * the database does not have; then tries all of them out.
   */
  public Report.Rebase rebase() {
    return goals.with(
        "rebase", workplace -> new RebaseRun(workplace, connecting.scratch()).run(run("rebase")));
  }

  /** Writes a migration from the difference between what is wanted and what there is, proved. */
  public Report.Generate generate(AutoRequest request) {
    return new AutoRun(environment, connecting, artifacts, operation, events)
        .generate(request, () -> run("generate"));
  }

  /** Shuts down the environment's embedded server, whoever uses it. */
  public Report.EmbeddedStop stopEmbedded() {
    Path folder = environment.embedded().folder();
    return new Report.EmbeddedStop(run("embedded-stop"), folder, EmbeddedServer.stop(folder));
  }

  /** The report of a goal that ended in an error, with what is known of the run by then. */
  public Report.Failure failure(String goal, MigrateException e) {
    return Report.Failure.of(run(goal), e);
  }

  /** The run's id, a UUID. */
  public String operation() {
    return operation;
  }

  /** Where the database is, once a goal has connected: the embedded server's too. */
  public Optional<DatabaseSettings> database() {
    return connecting.where();
  }

  /**
   * Ends the run from outside; returns at once. What it has the server do is ended there, nothing
   * else of its work is begun, and the goal ends in {@code run-interrupted} once it is written down
   * how far it came; or well, if it was as good as done. From any thread.
   */
  public void interrupt() {
    interruption.interrupt();
  }

  /**
   * From now on whoever ends this JVM calls {@link #interrupt()} first: the embedded server then
   * outlives the run. From any thread.
   */
  public void awaitInterrupt() {
    interruption.isAwaited();
  }

  /** A goal's error as its caller is to tell it: that of an interrupted run, where it is one. */
  public MigrateException told(String goal, MigrateException e) {
    return goals.told(goal, e);
  }

  /** Ends the connection, and the embedded server unless it is to be kept. */
  @Override
  public void close() {
    try {
      connecting.close();
    } finally {
      interruption.over();
    }
  }

  private Report.Downgrade downgrade(java.util.function.Function<Workplace, DowngradeRun> kind) {
    return goals.with(
        "downgrade",
        workplace -> {
          long begin = System.nanoTime();
          DowngradeRun.Result result = kind.apply(workplace).run();
          if (!result.done().isEmpty()) {
            Growth.note(workplace);
          }
          return new Report.Downgrade(
              run("downgrade"),
              Steps.of(environment, result.done(), result.history()),
              Steps.version(result.history()),
              workplace.precaution().saved(),
              since(begin));
        });
  }

  private Run run(String goal) {
    return goals.run(goal);
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
