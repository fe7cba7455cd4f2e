package dev.migrate.backup;

import dev.migrate.backup.wire.Row;
import dev.migrate.server.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads routines, triggers and events, their bodies as the bytes they were made with. */
final class ProgramReader {

  private final CatalogSession session;
  private final String databaseCollation;
  private final boolean dropDefiners;

  ProgramReader(CatalogSession session, String databaseCollation, boolean dropDefiners) {
    this.session = session;
    this.databaseCollation = databaseCollation;
    this.dropDefiners = dropDefiners;
  }

  /** All routines, and the libraries that some are made of. */
  List<ObjectSource> routines() throws SQLException {
    List<ObjectSource> routines = new ArrayList<>();
    if (!session.isMariadb() && session.version().atLeast(9, 2)) {
      routines.addAll(read(ProgramKind.LIBRARY, null));
    }
    routines.addAll(read(ProgramKind.ROUTINE, null));
    return routines;
  }

  /** The triggers of some tables, in the order in which they act. */
  List<ObjectSource> triggers(Set<String> tables) throws SQLException {
    return read(ProgramKind.TRIGGER, tables);
  }

  List<ObjectSource> events() throws SQLException {
    return read(ProgramKind.EVENT, null);
  }

  private List<ObjectSource> read(ProgramKind kind, @Nullable Set<String> tables)
      throws SQLException {
    // MariaDB 12 lists a trigger once for each of its events.
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Row row : session.query(kind.list())) {
      if (tables == null || tables.contains(row.required(8))) {
        rows.putIfAbsent(row.required(1) + " " + row.required(0), row);
      }
    }
    List<ObjectSource> sources = new ArrayList<>();
    session.printRaw(true);
    try {
      for (Row row : rows.values()) {
        sources.add(source(kind, row));
      }
    } finally {
      session.printRaw(false);
    }
    return sources;
  }

  private ObjectSource source(ProgramKind kind, Row row) throws SQLException {
    String name = row.required(0);
    String object = row.required(1).toLowerCase(Locale.ROOT) + " `" + name + "`";
    Row printed =
        session.definition("SHOW CREATE " + row.required(1) + " " + Identifier.quote(name), object);
    byte[] definition = printed.bytes(kind.textColumn());
    if (definition == null) {
      throw Privileges.hiddenBody(session, object);
    }
    ObjectSettings settings =
        new ObjectSettings(
            row.required(3),
            row.required(4),
            row.required(5),
            kind == ProgramKind.EVENT ? printed.text(2) : null,
            databaseCollation.equals(row.text(6)) ? null : row.text(6));
    String create = text(kind, DdlTokens.text(definition), row, object);
    if (session.isMariadb()) {
      create = ClientForm.of(create, settings);
    } else if (ClientForm.isMisread(create, settings.characterSet())) {
      create = session.inUtf8(create, settings.characterSet());
      settings = settings.withCharacterSet("utf8mb4");
      session.warn(
          object
              + " was made in "
              + row.required(4)
              + ", which the mysql client misreads: it will be made in utf8mb4");
    }
    return new ObjectSource(
        kind.frame(),
        name,
        dropDefiners ? null : row.text(2),
        settings.sqlMode(),
        settings.around(DdlTokens.bytes(create), databaseCollation));
  }

  private String text(ProgramKind kind, String printed, Row row, String object)
      throws SQLException {
    String text = ProgramText.recoded(printed, recoded(row));
    if (kind == ProgramKind.TRIGGER) {
      text = ProgramText.triggerWithoutDatabase(text, session.database());
    }
    if (kind == ProgramKind.EVENT && row.required(3).contains("HIGH_NOT_PRECEDENCE")) {
      text = ProgramText.withoutDefaultCompletion(text);
    }
    if (kind == ProgramKind.ROUTINE) {
      text = ProgramText.librariesWithoutDatabase(text, session.database());
    }
    if (ProgramText.names(text, session.database())) {
      session.warn(object + " names its own database, which it will still do under another name");
    }
    return dropDefiners ? ProgramText.withoutDefiner(text) : text;
  }

  /** Names and comment in the character set of the body, where that makes a difference. */
  private Map<String, String> recoded(Row row) throws SQLException {
    Map<String, String> recoded = new HashMap<>();
    String characterSet = row.required(4);
    if (characterSet.startsWith("utf8")) {
      return recoded;
    }
    String definer = Objects.requireNonNullElse(row.text(2), "");
    int at = definer.lastIndexOf('@');
    List<@Nullable String> texts = new ArrayList<>();
    texts.add(row.text(0));
    texts.add(row.text(7));
    texts.add(row.text(8));
    texts.add(at < 0 ? definer : definer.substring(0, at));
    for (String text : texts) {
      if (text != null && text.chars().anyMatch(c -> c > 0x7F)) {
        recoded.put(text, session.recoded(text, characterSet));
      }
    }
    return recoded;
  }
}
