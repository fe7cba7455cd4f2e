package dev.migrate.validate;

import dev.migrate.plan.Foreseen;
import dev.migrate.sql.Statement;
import java.util.Optional;

/**
 * A statement, and what is known about it.
 *
 * @param file that it is in
 * @param foreseen what the server said it would do; empty where none was asked
 */
record Scene(ScriptFile file, Statement statement, Optional<Foreseen> foreseen, Facts facts) {

  static Scene of(ScriptFile file, Statement statement, Facts facts) {
    return new Scene(
        file, statement, Optional.ofNullable(file.byIndex().get(statement.index())), facts);
  }
}
