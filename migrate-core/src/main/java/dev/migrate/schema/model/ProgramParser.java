package dev.migrate.schema.model;

import dev.migrate.server.Identifier;
import java.util.Locale;

/** Reads what SHOW CREATE printed of a stored program. */
final class ProgramParser {

  private final Cursor cursor;
  private final ProgramList.Entry entry;
  private String definer = "";

  private ProgramParser(Cursor cursor, ProgramList.Entry entry) {
    this.cursor = cursor;
    this.entry = entry;
  }

  static Program read(ProgramList.Entry entry, String printed) {
    Cursor cursor = new Cursor(entry.object(), printed);
    ProgramParser parser = new ProgramParser(cursor, entry);
    cursor.expect("CREATE");
    cursor.accept("OR", "REPLACE");
    parser.definer = Definer.take(cursor);
    String definition =
        switch (entry.kind()) {
          case TRIGGER -> parser.trigger();
          case EVENT -> parser.event();
          default -> "CREATE " + cursor.rest();
        };
    return new Program(
        entry.kind(),
        entry.name(),
        entry.table(),
        definition.strip(),
        entry.sqlMode(),
        entry.timeZone(),
        parser.definer);
  }

  /** Its head in one form, which MariaDB prints as it was written. */
  private String trigger() {
    cursor.expect("TRIGGER");
    cursor.accept("IF", "NOT", "EXISTS");
    name();
    String time = cursor.word().toUpperCase(Locale.ROOT);
    String event = cursor.word().toUpperCase(Locale.ROOT);
    cursor.expect("ON");
    name();
    cursor.expect("FOR", "EACH", "ROW");
    if (cursor.accept("FOLLOWS") || cursor.accept("PRECEDES")) {
      cursor.take();
    }
    String order = entry.follows().isEmpty() ? "" : "FOLLOWS " + quoted(entry.follows()) + " ";
    return String.join(
            " ",
            "CREATE TRIGGER",
            quoted(entry.name()),
            time,
            event,
            "ON",
            quoted(entry.table()),
            "FOR EACH ROW ")
        + order
        + cursor.rest();
  }

  private static String quoted(String name) {
    return Identifier.quote(name);
  }

  /** A name in any quotes or none, a database in front of it or not. */
  private void name() {
    cursor.take();
    if (cursor.accept('.')) {
      cursor.take();
    }
  }

  /**
   * Without what is so anyway: the time it was created at, where it starts then because nothing
   * else was said, and ON COMPLETION NOT PRESERVE (which MySQL prints, but does not read where the
   * mode HIGH_NOT_PRECEDENCE makes another token of NOT).
   */
  private String event() {
    StringBuilder head = new StringBuilder("CREATE");
    while (!cursor.at("ON", "COMPLETION")) {
      if (cursor.at("DO")) {
        throw cursor.refused();
      }
      if (cursor.accept("STARTS")) {
        String literal = cursor.take().raw();
        head.append(entry.startsAtCreation() ? "" : " STARTS " + literal);
      } else {
        head.append(' ').append(cursor.take().raw());
      }
    }
    boolean preserved = !cursor.accept("ON", "COMPLETION", "NOT", "PRESERVE");
    return head + " " + (preserved ? cursor.rest() : cursor.rest().stripLeading());
  }
}
