package dev.migrate.schema.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key.
 *
 * @param referencedSchema null for the table's own database
 */
public record ForeignKey(
    String name,
    List<String> columns,
    @Nullable String referencedSchema,
    String referencedTable,
    List<String> referencedColumns,
    Action onDelete,
    Action onUpdate) {

  public ForeignKey {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }

  /** What a change of the referenced row does. */
  public enum Action {
    /** NO ACTION is the same on both servers, and what holds where nothing is said. */
    RESTRICT("RESTRICT"),
    CASCADE("CASCADE"),
    SET_NULL("SET NULL"),
    SET_DEFAULT("SET DEFAULT");

    private final String sql;

    Action(String sql) {
      this.sql = sql;
    }

    /** As a definition says it. */
    public String sql() {
      return sql;
    }
  }
}
