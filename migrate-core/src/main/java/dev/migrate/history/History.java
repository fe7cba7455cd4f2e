package dev.migrate.history;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.info.MigrationInfoImpl;
import org.flywaydb.core.internal.info.MigrationInfoServiceImpl;
import org.jspecify.annotations.Nullable;

/** The project's migrations and the database's history, joined and judged by Flyway's own code. */
public final class History {

  private final Migrations migrations;
  private final Map<Integer, HistoryRow> rows = new HashMap<>();
  private final MigrationInfoServiceImpl service;
  private final List<Entry> entries;

  /** How one migration stands. */
  public enum State {
    APPLIED("applied"),
    PENDING("pending"),
    UNDONE("undone"),
    FAILED("failed"),
    MISSING("missing"),
    FUTURE("future"),
    APPLIED_OUT_OF_ORDER("out of order"),
    NOT_APPLIED("not applied, out of order"),
    BASELINE("baseline"),
    BELOW_BASELINE("below baseline"),
    OUTDATED("outdated"),
    SUPERSEDED("superseded");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** As shown to people and machines. */
    public String text() {
      return text;
    }
  }

  /**
   * One migration: from the history, from the project, or both.
   *
   * @param version null for a repeatable migration
   * @param description without a leading revision
   * @param type Flyway's name of it
   * @param state how it stands
   * @param row its row; null when it has none
   * @param resolved its file or class; null when the project has none
   * @param info Flyway's own view of it
   */
  public record Entry(
      @Nullable MigrationVersion version,
      String description,
      String type,
      State state,
      @Nullable HistoryRow row,
      @Nullable ResolvedMigration resolved,
      MigrationInfo info) {

    /** When it was applied. */
    public @Nullable Instant installedOn() {
      return row == null ? null : row.installedOn();
    }

    /** How long it took. */
    public @Nullable Duration duration() {
      return row == null ? null : row.duration();
    }

    /** The way messages name it: {@code V3 create accounts}, {@code R active tasks view}. */
    public String label() {
      return (version == null ? "R " : "V" + version + " ") + description;
    }
  }

  /** A reason not to go on, as Flyway sees it; {@code code} is Flyway's. */
  public record Finding(String code, String message, Entry entry) {}

  private History(Migrations migrations, List<HistoryRow> rows) {
    this.migrations = migrations;
    rows.forEach(row -> this.rows.put(row.rank(), row));
    Configuration configuration = migrations.configuration();
    List<ValidatePattern> ignored =
        new ArrayList<>(Arrays.asList(configuration.getIgnoreMigrationPatterns()));
    ignored.add(ValidatePattern.fromPattern("*:pending"));
    this.service =
        new MigrationInfoServiceImpl(
            migrations.resolver(),
            new RowsHistory(configuration, rows),
            null,
            configuration,
            MigrationVersion.LATEST,
            configuration.isOutOfOrder(),
            ignored.toArray(ValidatePattern[]::new));
    service.refresh();
    this.entries =
        Arrays.stream(service.all())
            .map(MigrationInfoImpl.class::cast)
            .filter(info -> !info.getType().name().equals("DELETE"))
            .map(this::entry)
            .toList();
  }

  /**
   * Joins the project's migrations with the rows of the history.
   *
   * @throws RefusedException when the history cannot be understood
   */
  public static History of(Migrations migrations, List<HistoryRow> rows) {
    try {
      return new History(migrations, rows);
    } catch (RowsHistory.UnknownTypeException e) {
      throw new RefusedException(
          Problem.of(
                  "history-type-unknown",
                  "The history has a row of type "
                      + e.row().type()
                      + ", which no open source Flyway reads.")
              .at("installed_rank " + e.row().rank() + ", script " + e.row().script())
              .fix("Rows of paid editions have to be replaced (UNDO_SQL by DELETE) first."));
    } catch (FlywayException e) {
      throw new RefusedException(
          Problem.of("history-corrupt", String.valueOf(e.getMessage()))
              .at(migrations.configuration().getTable())
              .fix(
                  "Look at the rows with mvn migrate:history and restore what was changed by hand."));
    }
  }

  /**
   * Everything, as Flyway orders it: the history, then what is pending. Rows that only mark another
   * as undone are left out.
   */
  public List<Entry> entries() {
    return entries;
  }

  /** The newest version in force; empty when there is none. */
  public Optional<Entry> current() {
    return entries().stream()
        .filter(e -> e.version() != null && inForce(e))
        .max(
            Comparator.comparing(Entry::version, Comparator.nullsFirst(Comparator.naturalOrder())));
  }

  /**
   * What an upgrade would apply, in order: versions up to {@code target} (null: all), then
   * repeatables.
   */
  public List<Entry> pending(@Nullable MigrationVersion target) {
    return Arrays.stream(service.pending())
        .map(this::entry)
        .filter(e -> e.version() == null || target == null || e.version().compareTo(target) <= 0)
        .toList();
  }

  /** Versions in force, the one applied last first: out of order they are not the greatest. */
  public List<Entry> versions() {
    return entries().stream()
        .filter(e -> e.version() != null && inForce(e))
        .sorted(
            Comparator.comparing(
                (Entry e) -> Objects.requireNonNull(e.row()).rank(), Comparator.reverseOrder()))
        .toList();
  }

  /** The last runs of repeatable migrations that could run again: their files are there. */
  public List<Entry> repeatables() {
    return entries().stream()
        .filter(e -> e.version() == null && e.row() != null && e.resolved() != null)
        .filter(e -> e.state() == State.APPLIED || e.state() == State.OUTDATED)
        .toList();
  }

  /**
   * What keeps an upgrade from being right: changed, missing, failed and out of order migrations.
   */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (var info : service.all()) {
      ErrorDetails error = ((MigrationInfoImpl) info).validate();
      if (error != null) {
        findings.add(
            new Finding(
                String.valueOf(error.errorCode),
                String.valueOf(error.errorMessage),
                entry((MigrationInfoImpl) info)));
      }
    }
    return findings;
  }

  /** The revision of an entry, from its file's head or its description; null when it has none. */
  public @Nullable String revision(Entry entry) {
    HistoryRow row = entry.row();
    Optional<String> revision =
        entry.resolved() != null
            ? migrations.revision(entry.resolved())
            : row == null ? Optional.empty() : Revision.inDescription(row.description());
    return revision.orElse(null);
  }

  /** The rank the next row gets. */
  public int nextRank() {
    return rows.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
  }

  private static boolean inForce(Entry entry) {
    return switch (entry.state()) {
      case APPLIED, APPLIED_OUT_OF_ORDER, MISSING, FUTURE, BASELINE, FAILED -> true;
      default -> false;
    };
  }

  private Entry entry(MigrationInfoImpl info) {
    ResolvedMigration resolved = info.getResolvedMigration();
    HistoryRow row = info.getInstalledRank() == null ? null : rows.get(info.getInstalledRank());
    return new Entry(
        info.getVersion(),
        Revision.stripped(info.getDescription()),
        info.getType().name(),
        state(info.getState()),
        row,
        resolved,
        info);
  }

  private static State state(MigrationState state) {
    return switch (state) {
      case PENDING, ABOVE_TARGET, AVAILABLE -> State.PENDING;
      case BELOW_BASELINE, BASELINE_IGNORED -> State.BELOW_BASELINE;
      case BASELINE -> State.BASELINE;
      case IGNORED -> State.NOT_APPLIED;
      case MISSING_SUCCESS -> State.MISSING;
      case MISSING_FAILED, FAILED, FUTURE_FAILED -> State.FAILED;
      case SUCCESS -> State.APPLIED;
      case UNDONE, DELETED -> State.UNDONE;
      case OUT_OF_ORDER -> State.APPLIED_OUT_OF_ORDER;
      case FUTURE_SUCCESS -> State.FUTURE;
      case OUTDATED -> State.OUTDATED;
      case SUPERSEDED -> State.SUPERSEDED;
    };
  }
}
