package dev.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.history.HistoryRow;
import dev.migrate.history.JavaClass;
import dev.migrate.history.Migrations.CallbackScript;
import dev.migrate.sql.Statement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has looked at before it is run: which database, where its history stands, and every
 * statement to be executed, callbacks included. Another digest means that something of this is
 * different.
 */
final class Reviewed {

  /** In hexadecimal digits: 64 bits. */
  private static final int LENGTH = 16;

  private final MessageDigest digest;

  private Reviewed() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is to be said to confirm it: {@code NAME:DIGEST}, the name being the database's. */
  static String confirmation(Workplace workplace, Pending pending, List<HistoryRow> rows) {
    return workplace.schema() + ":" + digest(workplace, pending, rows);
  }

  /**
   * The digest, in hexadecimal digits.
   *
   * @param rows of the history
   */
  static String digest(Workplace workplace, Pending pending, List<HistoryRow> rows) {
    Reviewed reviewed = new Reviewed();
    reviewed.add("database", workplace.environment().name(), workplace.address());
    reviewed.add("direction", pending.direction().name());
    rows.forEach(reviewed::add);
    workplace.migrations().callbackScripts().forEach(reviewed::add);
    pending.parts().forEach(part -> reviewed.add(part, workplace.migrations().configuration()));
    return HexFormat.of().formatHex(reviewed.digest.digest()).substring(0, LENGTH);
  }

  private void add(HistoryRow row) {
    add(
        "history",
        Integer.toString(row.rank()),
        row.version(),
        row.description(),
        row.type(),
        row.script(),
        String.valueOf(row.checksum()),
        Boolean.toString(row.success()));
  }

  private void add(CallbackScript callback) {
    add("callback", callback.event(), callback.description());
    add(callback.script().statements());
  }

  private void add(Pending.Part part, Configuration configuration) {
    ResolvedMigration resolved = part.entry().resolved();
    add("migration", part.entry().label(), Integer.toString(part.done()));
    if (resolved != null) {
      add("file", resolved.getScript(), String.valueOf(resolved.getChecksum()));
      if (part.statements() == null) {
        add("class", JavaClass.sha256(resolved, configuration).orElse(null));
      }
    }
    add(part.open());
  }

  private void add(List<Statement> statements) {
    for (Statement statement : statements) {
      add("statement", statement.sql(), String.join("\n", statement.directives()));
    }
  }

  /** Each text with its length before it, so that no two lists give the same bytes. */
  private void add(@Nullable String... texts) {
    for (String text : texts) {
      byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
      digest.update(((text == null ? -1 : bytes.length) + ":").getBytes(UTF_8));
      digest.update(bytes);
    }
  }
}
