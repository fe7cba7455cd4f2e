package dev.migrate.generate;

import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import dev.migrate.server.Vendor;
import java.util.Objects;
import java.util.stream.Stream;

/** Which value a column has in which row. */
record SampleValues(Table table, Vendor vendor) {

  /** Whether a row names it: not if the server computes it. */
  static boolean isGiven(Column column) {
    return column.generated() == null
        && column.others().stream().noneMatch(other -> other.startsWith("GENERATED"));
  }

  /** Whether two rows cannot have one value of it, or a key of which it is a part would be less. */
  static boolean isUnique(Table table, String column) {
    return table.indexes().stream()
        .filter(index -> index.kind() == Index.Kind.PRIMARY || index.kind() == Index.Kind.UNIQUE)
        .flatMap(index -> index.columns().stream())
        .anyMatch(column::equalsIgnoreCase);
  }

  /**
   * The value as SQL.
   *
   * @param careful whether a limit is left out where it may be refused
   */
  String of(Column column, SampleKind kind, boolean careful) {
    SampleType type = SampleType.of(column, vendor);
    // Its highest value would be the last that the table ever takes.
    boolean ordinary = column.autoIncrement() || (careful && isConstrained(column));
    return switch (kind) {
      case ORDINARY -> type.ordinary(1);
      case NULLS -> column.nullable() ? "NULL" : type.ordinary(2);
      case DUPLICATE -> type.ordinary(isUnique(table, column.name()) ? 3 : 1);
      case LOWEST -> ordinary ? type.ordinary(4) : type.lowest();
      case HIGHEST -> ordinary ? type.ordinary(5) : type.highest();
    };
  }

  private boolean isConstrained(Column column) {
    String name = Identifier.quote(column.name());
    Stream<String> checks = table.checks().stream().map(Check::expression);
    Stream<String> ofColumns = table.columns().stream().map(Column::check);
    Stream<String> computed =
        table.columns().stream()
            .map(Column::generated)
            .filter(Objects::nonNull)
            .map(Column.Generated::expression);
    Stream<String> indexed =
        table.indexes().stream()
            .flatMap(index -> index.parts().stream())
            .map(Index.Part::expression);
    return Stream.of(checks, ofColumns, computed, indexed)
        .flatMap(each -> each)
        .filter(Objects::nonNull)
        .anyMatch(expression -> expression.contains(name));
  }
}
