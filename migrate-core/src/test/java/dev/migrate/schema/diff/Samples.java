package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableOptions;
import dev.migrate.server.ServerVersion;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small schemas as values. */
final class Samples {

  private static final TableOptions OPTIONS =
      new TableOptions("InnoDB", "utf8mb4", "utf8mb4_general_ci", "", "", List.of());

  private Samples() {}

  static Schema schema(Table... tables) {
    return new Schema(
        ServerVersion.parse("11.4.5-MariaDB"),
        "utf8mb4",
        "utf8mb4_general_ci",
        List.of(tables),
        List.of(),
        List.of(),
        List.of());
  }

  /** A table of columns like {@code title varchar(200)}. */
  static Table table(String name, String... columns) {
    List<Column> all =
        Stream.of(columns)
            .map(column -> column.split(" ", 2))
            .map(parts -> column(parts[0], parts[1]))
            .toList();
    return new Table(name, all, List.of(), List.of(), List.of(), OPTIONS, "", List.of());
  }

  static Column column(String name, String type) {
    boolean text = type.matches(".*(char|text|enum|set).*");
    String charset = text ? "utf8mb4" : null;
    String collation = text ? "utf8mb4_general_ci" : null;
    return column(name, type, charset, collation);
  }

  static Column column(
      String name, String type, @Nullable String charset, @Nullable String collation) {
    return new Column(
        name, type, charset, collation, true, null, null, false, null, false, null, "", null,
        List.of());
  }
}
