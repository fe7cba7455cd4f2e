package dev.migrate;

import dev.migrate.backup.file.Manifest;
import dev.migrate.history.AppliedVersion;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** That a database's content may be replaced: said by its name, after what would be lost. */
final class Confirmation {

  private static final int NAMES = 10;

  private final Workplace workplace;
  private final RestoreRequest request;

  Confirmation(Workplace workplace, RestoreRequest request) {
    this.workplace = workplace;
    this.request = request;
  }

  /**
   * Refuses a restore that nobody confirmed.
   *
   * @throws RefusedException {@code restore-not-confirmed}
   */
  void require(Replaced there, Manifest manifest) throws SQLException {
    if (workplace.schema().equals(request.confirm())) {
      return;
    }
    String problem =
        request.confirm() == null
            ? "A restore into " + workplace.schema() + " has to be confirmed by its name."
            : "The database is "
                + workplace.schema()
                + ", and \""
                + request.confirm()
                + "\" was confirmed.";
    List<String> loss = new ArrayList<>(List.of(problem));
    if (!there.isEmpty()) {
      loss.add(contents(there));
    }
    loss.add(times(there, manifest));
    throw new RefusedException(
        Problem.of("restore-not-confirmed", String.join("\n", loss))
            .at(workplace.address())
            .committed("nothing was changed")
            .fix(
                "If that is what you want: "
                    + workplace.environment().command("restore")
                    + request.options()
                    + " -Dmigrate.confirm="
                    + workplace.schema()));
  }

  private static String contents(Replaced there) {
    long rows = there.objects().stream().mapToLong(Replaced.Item::rows).sum();
    return String.format(
        Locale.ROOT,
        "It holds %s, about %,d rows, which would be replaced: %s.",
        there.objects().size() == 1 ? "1 object" : there.objects().size() + " objects",
        rows,
        names(there.objects()));
  }

  private String times(Replaced there, Manifest manifest) throws SQLException {
    Instant taken = manifest.snapshot().takenAt();
    Duration age = Duration.between(taken, Instant.now());
    String version = AppliedVersion.of(workplace.rows().orElse(List.of())).orElse("none");
    List<Replaced.Item> written =
        there.objects().stream()
            .filter(item -> item.written() != null && item.written().isAfter(taken))
            .toList();
    return "The backup is of "
        + manifest.environment()
        + ", "
        + taken
        + " ("
        + (age.toHours() > 0 ? age.toHours() + " h " : "")
        + Math.max(0, age.toMinutesPart())
        + " min ago), at version "
        + Objects.requireNonNullElse(manifest.migrationVersion(), "none")
        + "; the database is at version "
        + version
        + ". What was written since is not in it"
        + (written.isEmpty()
            ? "."
            : "; the server knows of writes since to " + names(written) + ".");
  }

  private static String names(List<Replaced.Item> items) {
    String first =
        items.stream().limit(NAMES).map(Replaced.Item::name).collect(Collectors.joining(", "));
    return items.size() > NAMES ? first + " and " + (items.size() - NAMES) + " more" : first;
  }
}
