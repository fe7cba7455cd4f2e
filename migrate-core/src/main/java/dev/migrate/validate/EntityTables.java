package dev.migrate.validate;

import static dev.migrate.validate.KnownTable.lower;

import dev.migrate.sql.ColumnText;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.sql.TableStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a project's entities need.
 *
 * @param columns of each table, all names in lower case
 */
public record EntityTables(Map<String, Set<String>> columns) {

  public EntityTables {
    columns = Map.copyOf(columns);
  }

  /** Those that statements create. */
  public static EntityTables of(List<String> statements) {
    Map<String, Set<String>> columns = new HashMap<>();
    for (String sql : statements) {
      for (Statement statement : Splitter.split("the entities' DDL", sql)) {
        TableStatement.of(statement)
            .filter(table -> table.verb() == TableStatement.Verb.CREATE)
            .ifPresent(table -> columns.put(lower(table.table().name()), columns(table)));
      }
    }
    return new EntityTables(columns);
  }

  private static Set<String> columns(TableStatement table) {
    return table.columns().stream()
        .map(ColumnText::name)
        .map(KnownTable::lower)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a table is among them, with the column where one is named. */
  boolean has(String table, @Nullable String column) {
    Set<String> its = columns.get(lower(table));
    return its != null && (column == null || its.contains(lower(column)));
  }
}
