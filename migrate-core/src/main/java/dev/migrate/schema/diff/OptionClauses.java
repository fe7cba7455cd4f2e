package dev.migrate.schema.diff;

import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.TableOptions;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The clauses of an ALTER TABLE that are about a table's options. */
final class OptionClauses {

  /** What gives up an option that has no DEFAULT (MySQL and MariaDB manuals, CREATE TABLE). */
  private static final Map<String, String> GIVEN_UP =
      Map.ofEntries(
          Map.entry("KEY_BLOCK_SIZE", "0"),
          Map.entry("AVG_ROW_LENGTH", "0"),
          Map.entry("MAX_ROWS", "0"),
          Map.entry("MIN_ROWS", "0"),
          Map.entry("CHECKSUM", "0"),
          Map.entry("DELAY_KEY_WRITE", "0"),
          Map.entry("COMPRESSION", "''"),
          Map.entry("CONNECTION", "''"),
          Map.entry("ENCRYPTION", "'N'"),
          Map.entry("SECONDARY_ENGINE", "NULL"),
          Map.entry("INSERT_METHOD", "NO"),
          Map.entry("UNION", "()"),
          Map.entry("ENGINE_ATTRIBUTE", "''"),
          Map.entry("SECONDARY_ENGINE_ATTRIBUTE", "''"),
          Map.entry("AUTOEXTEND_SIZE", "0"));

  private final TableOptions before;
  private final TableOptions after;
  private final ServerVersion server;
  private final List<String> clauses = new ArrayList<>();

  private OptionClauses(TableOptions before, TableOptions after, ServerVersion server) {
    this.before = before;
    this.after = after;
    this.server = server;
  }

  static List<String> between(TableOptions before, TableOptions after, ServerVersion server) {
    OptionClauses options = new OptionClauses(before, after, server);
    options.write();
    return options.clauses;
  }

  private void write() {
    if (!before.engine().equals(after.engine())) {
      clauses.add("ENGINE=" + after.engine());
    }
    if (!before.charset().equals(after.charset())
        || !before.collation().equals(after.collation())) {
      clauses.add("DEFAULT CHARSET=" + after.charset() + " COLLATE=" + after.collation());
    }
    others();
    if (!before.rowFormat().equals(after.rowFormat())) {
      clauses.add("ROW_FORMAT=" + (after.rowFormat().isEmpty() ? "DEFAULT" : after.rowFormat()));
    }
    if (!before.comment().equals(after.comment())) {
      clauses.add("COMMENT=" + Clauses.text(after.comment()));
    }
  }

  private void others() {
    for (String option : before.others()) {
      if (after.others().stream().noneMatch(each -> name(each).equals(name(option)))) {
        clauses.add(givenUp(option));
      }
    }
    for (String option : after.others()) {
      if (!before.others().contains(option)) {
        clauses.add(Versioning.isOption(option) ? "ADD SYSTEM VERSIONING" : option);
      }
    }
  }

  private String givenUp(String option) {
    if (Versioning.isOption(option)) {
      return "DROP SYSTEM VERSIONING";
    }
    String written =
        option.contains("=") ? option.substring(0, option.indexOf('=')).strip() : option;
    boolean engines = server.vendor() == Vendor.MARIADB && written.startsWith("`");
    return written + "=" + (engines ? "DEFAULT" : GIVEN_UP.getOrDefault(name(option), "DEFAULT"));
  }

  private static String name(String option) {
    String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
    return name.strip().toUpperCase(Locale.ROOT);
  }
}
