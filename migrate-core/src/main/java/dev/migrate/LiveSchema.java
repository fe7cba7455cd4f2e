package dev.migrate;

import dev.migrate.outcome.MigrateException;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.sql.Mentioned;
import dev.migrate.validate.ScriptFile;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The environment's database as the safety rules look at it: the tables that scripts name, and all
 * views and programs, which may use what goes.
 *
 * @param schema empty where there is no database yet, or it could not be read
 * @param notice why it could not be read
 */
record LiveSchema(Optional<Schema> schema, Optional<String> notice) {

  /** Reads it; who may not look is told so, and loses the rules that need it alone. */
  static LiveSchema around(Workplace workplace, List<ScriptFile> scripts) throws SQLException {
    if (scripts.isEmpty() || !workplace.exists()) {
      return new LiveSchema(Optional.empty(), Optional.empty());
    }
    Set<String> named =
        scripts.stream()
            .flatMap(script -> script.statements().stream())
            .flatMap(statement -> Mentioned.in(statement.sql()).stream())
            .collect(Collectors.toSet());
    try {
      return new LiveSchema(
          Optional.of(
              SchemaReader.readAround(
                  workplace.connection(),
                  workplace.schema(),
                  workplace.version(),
                  OwnTables.of(workplace.environment()),
                  table -> named.contains(table.toLowerCase(Locale.ROOT)))),
          Optional.empty());
    } catch (MigrateException e) {
      return unread(e.problem().problem());
    } catch (SQLException e) {
      return unread(String.valueOf(e.getMessage()));
    }
  }

  private static LiveSchema unread(String why) {
    return new LiveSchema(
        Optional.empty(), Optional.of("The database's tables were not read. " + why));
  }
}
