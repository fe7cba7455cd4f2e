package dev.migrate;

import dev.migrate.backup.file.BackupFolder;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads where a database stands; changes nothing. */
final class Inspection {

  private final Workplace workplace;

  Inspection(Workplace workplace) {
    this.workplace = workplace;
  }

  Report.Current current(Run run) throws SQLException {
    History history = workplace.history(workplace.rows().orElse(List.of()));
    Optional<Entry> current = history.current();
    return new Report.Current(
        run,
        current.map(Entry::version).map(v -> v.getVersion()).orElse(null),
        current.map(history::revision).orElse(null),
        current.map(Entry::description).orElse(null),
        history.pending(null).size(),
        attention(history),
        workplace.environment().settings());
  }

  /**
   * The same in short, beside other environments; drift is not looked at.
   *
   * @param backup the environment's newest; null for none
   */
  Place place(BackupFolder.@Nullable Entry backup) throws SQLException {
    History history = workplace.history(workplace.rows().orElse(List.of()));
    Optional<Entry> current = history.current();
    return new Place(
        workplace.environment().name(),
        workplace.address(),
        workplace.version(),
        current.map(Entry::version).map(v -> v.getVersion()).orElse(null),
        current.map(history::revision).orElse(null),
        history.entries().stream()
            .map(Entry::installedOn)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        history.pending(null).size(),
        (int) history.entries().stream().filter(Inspection::isMissing).count(),
        null,
        Place.DRIFT_UNASKED,
        backup == null ? null : backup.createdAt(),
        backup == null || backup.verified() == null
            ? null
            : BackupCheck.text(backup.verified().level()),
        attention(history).size(),
        null);
  }

  private static boolean isMissing(Entry entry) {
    return entry.state() == History.State.MISSING || entry.state() == History.State.FUTURE;
  }

  /**
   * Every migration.
   *
   * @param timings what is to be told of their statements
   */
  Report.History history(Run run, Timings timings) throws SQLException {
    History history = workplace.history(workplace.rows().orElse(List.of()));
    Optional<HalfDone> half = HalfDone.of(workplace, history);
    List<Report.HistoryEntry> entries = new ArrayList<>();
    for (Entry entry : history.entries()) {
      boolean isHalf = half.isPresent() && Objects.equals(entry.row(), half.get().entry().row());
      entries.add(
          new Report.HistoryEntry(
              entry.version() == null ? null : entry.version().getVersion(),
              history.revision(entry),
              entry.description(),
              entry.type(),
              isHalf ? "half done" : entry.state().text(),
              entry.row() == null ? null : entry.row().installedOn(),
              entry.row() == null ? null : entry.row().installedBy(),
              entry.row() == null ? null : entry.row().duration(),
              isHalf ? half.get().stands() : null,
              entry.row() == null ? List.of() : timings.of(entry.row().rank())));
    }
    return new Report.History(run, entries);
  }

  private List<String> attention(History history) throws SQLException {
    List<String> attention = new ArrayList<>(workplace.migrations().notices());
    String name = workplace.environment().name();
    new Guard(workplace)
        .stamped()
        .filter(stamp -> !stamp.equals(name))
        .ifPresent(
            stamp -> attention.add("This database says it is " + stamp + ", not " + name + "."));
    if (workplace.found().stamp().restoring()) {
      attention.add(Guard.halfRestored(workplace).problem().text());
    }
    attention.addAll(Soundness.notices(history));
    Soundness soundness = new Soundness(workplace.environment());
    Optional<HalfDone> half = HalfDone.of(workplace, history);
    half.ifPresent(h -> attention.add(soundness.halfDone(h).text()));
    history.findings().stream()
        .filter(f -> half.isEmpty() || !Objects.equals(f.entry().row(), half.get().entry().row()))
        .forEach(f -> attention.add(soundness.problem(f).text()));
    return attention;
  }
}
