package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.wire.Row;
import dev.migrate.server.Identifier;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads views; those that cannot be made again are kept as comments. */
final class ViewReader {

  private static final String VIEWS =
      """
      SELECT table_name, view_definition, definer, character_set_client, collation_connection
      FROM information_schema.views WHERE table_schema = {db} ORDER BY table_name
      """;

  /** No such column, table, routine; a view in it that is broken. */
  private static final Set<Integer> BROKEN = Set.of(1054, 1146, 1305, 1356, 4091);

  /** A view in it whose definer is no account. */
  private static final int NO_DEFINER = 1449;

  private final CatalogSession session;
  private final boolean dropDefiners;

  ViewReader(CatalogSession session, boolean dropDefiners) {
    this.session = session;
    this.dropDefiners = dropDefiners;
  }

  /** All views, each after those it reads from. */
  List<ObjectSource> read() throws SQLException {
    Map<String, Row> rows = new LinkedHashMap<>();
    Map<String, String> definitions = new LinkedHashMap<>();
    for (Row row : session.query(VIEWS)) {
      rows.put(row.required(0), row);
      definitions.put(row.required(0), DdlTokens.text(definition(row).getBytes(UTF_8)));
    }
    List<ObjectSource> views = new ArrayList<>();
    for (String name : ViewOrder.of(definitions, session.database())) {
      views.add(view(Objects.requireNonNull(rows.get(name))));
    }
    return views;
  }

  private static String definition(Row row) {
    return Objects.requireNonNullElse(row.text(1), "");
  }

  private ObjectSource view(Row row) throws SQLException {
    String name = row.required(0);
    int error = session.prepare(definition(row));
    boolean broken = BROKEN.contains(error) || (error == NO_DEFINER && !dropDefiners);
    session.printRaw(true);
    byte[] printed;
    try {
      Row shown =
          session.definition("SHOW CREATE VIEW " + Identifier.quote(name), "view `" + name + "`");
      printed = Objects.requireNonNull(shown.bytes(1));
    } finally {
      session.printRaw(false);
    }
    byte[] create = DdlTokens.bytes(text(DdlTokens.text(printed), row));
    ObjectSettings settings = new ObjectSettings("", row.required(3), row.required(4), null, null);
    return new ObjectSource(
        FrameKind.VIEW,
        name,
        dropDefiners ? null : row.text(2),
        "",
        broken ? List.of(comment(name, error, create)) : settings.around(create, ""));
  }

  private String text(String printed, Row row) {
    String database = session.database();
    String text = dropDefiners ? ProgramText.withoutDefiner(printed) : printed;
    if (!ProgramText.names(text, database)) {
      return text;
    }
    // A backslash may be half of a character in these, which would end a literal too late.
    boolean ambiguous = row.required(3).matches("sjis|cp932|big5|gbk|gb18030");
    if (ambiguous || ProgramText.calls(text, database)) {
      session.warn(
          "view `"
              + row.required(0)
              + "` names its own database, which it will still do under another name");
      return text;
    }
    return new TableNames(database).withoutDatabase(text);
  }

  /** A statement that does nothing, with the definition in comments before it. */
  private byte[] comment(String name, int error, byte[] create) {
    session.warn(
        "view `"
            + name
            + "` cannot be read (error "
            + error
            + "): it is in the backup as a comment, and not restored");
    ByteArrayOutputStream comment = new ByteArrayOutputStream();
    String head = "-- This view could not be read, nor made again (error " + error + "):\n-- ";
    comment.writeBytes(head.getBytes(UTF_8));
    for (byte b : create) {
      comment.write(b);
      if (b == '\n') {
        comment.writeBytes("-- ".getBytes(UTF_8));
      }
    }
    comment.writeBytes("\nDO 0".getBytes(UTF_8));
    return comment.toByteArray();
  }
}
