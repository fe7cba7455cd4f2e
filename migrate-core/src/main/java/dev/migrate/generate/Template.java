package dev.migrate.generate;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the files of a new migration begin with, as far as the message tells it.
 *
 * @param up statements of the migration
 * @param undo statements that take it back
 * @param notices what the author should look at
 */
record Template(String up, String undo, List<String> notices) {

  private static final int MAX_NAME_LENGTH = 64; // of tables, columns and indexes, on both vendors

  private static final Pattern DATA = Pattern.compile("migrate_(.+)_data");
  private static final Pattern INDEX =
      Pattern.compile("(add|create|remove|drop)_index(?:_(?:on|to|from))?_(.+)");
  private static final Pattern ADD = Pattern.compile("add_(.+)_to_(.+?)(?:_table)?");
  private static final Pattern REMOVE =
      Pattern.compile("(?:remove|drop)_(.+)_from_(.+?)(?:_table)?");
  private static final Pattern CREATE = Pattern.compile("(?:create|add)_(.+)_table");
  private static final Pattern CREATE_MORE = Pattern.compile("(?:create|add)_(.+?)_table_.+");
  private static final Pattern DROP = Pattern.compile("(?:drop|remove)_(.+)_table");

  /** Before the undo of a migration's only statement: a half done one is taken back by it, too. */
  private static final String UNDOES = "-- undoes: 1\n";

  private static final String UNDO_HINTS =
      """
      -- Write the statements here that take the migration back, last change first. As long as this
      -- file holds only comments, downgrade refuses to take the migration back. A line like
      -- "-- undoes: 3" before each says which statement of the migration it takes back: then one
      -- that died in the middle can be taken back, too.
      -- If it cannot be taken back, say why in a line like "-- migrate:irreversible <reason>".
      """;

  private static final List<String> ONLY_HINTS =
      List.of("Both files hold only comments: write their statements before the next upgrade.");

  /**
   * The template a message asks for: {@code create_X_table}, {@code drop_X_table}, {@code
   * add_Y_to_X}, {@code remove_Y_from_X}, {@code add_index_X_Y}, {@code remove_index_X_Y}, {@code
   * migrate_D_data}; else one with hints only.
   *
   * @param tables tables known to exist; they tell where a table's name ends
   */
  static Template of(String message, Set<String> tables) {
    Matcher matcher = DATA.matcher(message);
    if (matcher.matches()) {
      return data(name(matcher.group(1)));
    }
    matcher = INDEX.matcher(message);
    if (matcher.matches()) {
      boolean adds = matcher.group(1).equals("add") || matcher.group(1).equals("create");
      return index(matcher.group(2), adds, tables);
    }
    matcher = ADD.matcher(message);
    if (matcher.matches()) {
      return add(name(matcher.group(2)), name(matcher.group(1)));
    }
    matcher = REMOVE.matcher(message);
    return matcher.matches()
        ? remove(name(matcher.group(2)), name(matcher.group(1)))
        : table(message);
  }

  private static Template table(String message) {
    for (Pattern pattern : List.of(CREATE, CREATE_MORE)) {
      Matcher matcher = pattern.matcher(message);
      if (matcher.matches()) {
        return create(name(matcher.group(1)));
      }
    }
    Matcher matcher = DROP.matcher(message);
    return matcher.matches() ? drop(name(matcher.group(1))) : empty();
  }

  private static String name(String name) {
    if (name.length() > MAX_NAME_LENGTH) {
      String why = name.length() + " characters, a server takes " + MAX_NAME_LENGTH;
      throw Message.bad("the name " + name + " has " + why);
    }
    return name;
  }

  private static Template create(String table) {
    return new Template(
        """
        CREATE TABLE `%s` (
          `id` BIGINT NOT NULL AUTO_INCREMENT,
          `created_at` DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
          `updated_at` DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
          PRIMARY KEY (`id`)
        ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
        """
            .formatted(table),
        UNDOES + dropTable(table),
        List.of("Add the columns of " + table + "."));
  }

  private static Template drop(String table) {
    return new Template(
        dropTable(table),
        """
        -- migrate:irreversible the rows of %1$s are gone
        -- To make it reversible, replace the line above by the table's definition, as
        -- SHOW CREATE TABLE `%1$s` prints it before the migration.
        """
            .formatted(table),
        List.of("The undo is marked irreversible; its file says how to change that."));
  }

  private static String dropTable(String table) {
    return """
        DROP TABLE `%s`;
        """
        .formatted(table);
  }

  private static Template add(String table, String column) {
    String type = columnType(column);
    return new Template(
        """
        -- Adapt the definition to what the column holds; existing rows get its default.
        ALTER TABLE `%s`
          ADD COLUMN `%s` %s;
        """
            .formatted(table, column, type),
        UNDOES + dropColumn(table, column),
        List.of("Column " + column + " of " + table + " is " + type + " so far: adapt it."));
  }

  private static Template remove(String table, String column) {
    String type = columnType(column);
    return new Template(
        dropColumn(table, column),
        """
        -- Give the column the definition it had (SHOW CREATE TABLE `%1$s` before the migration)
        -- and its place (AFTER another column). Its values do not come back.
        -- undoes: 1
        ALTER TABLE `%1$s`
          ADD COLUMN `%2$s` %3$s;
        """
            .formatted(table, column, type),
        List.of(
            "The undo adds "
                + column
                + " to "
                + table
                + " as "
                + type
                + ": give it the definition it had."));
  }

  private static String dropColumn(String table, String column) {
    return """
        ALTER TABLE `%s`
          DROP COLUMN `%s`;
        """
        .formatted(table, column);
  }

  /** A guess by the name's habits; nullable, so that it can be added to a table with rows. */
  private static String columnType(String column) {
    if (column.endsWith("_id")) {
      return "BIGINT NULL";
    }
    if (column.endsWith("_at")) {
      return "DATETIME(6) NULL";
    }
    if (column.endsWith("_on") || column.endsWith("_date")) {
      return "DATE NULL";
    }
    return column.startsWith("is_") || column.startsWith("has_")
        ? "BOOLEAN NOT NULL DEFAULT FALSE"
        : "VARCHAR(255) NULL";
  }

  private static Template index(String tableAndColumn, boolean adds, Set<String> tables) {
    String table =
        tables.stream()
            .filter(known -> tableAndColumn.startsWith(known + "_"))
            .max(Comparator.comparingInt(String::length))
            .orElse(tableAndColumn.replaceFirst("_.*", ""));
    if (table.length() == tableAndColumn.length()) {
      return empty();
    }
    String column = name(tableAndColumn.substring(table.length() + 1));
    String index = "idx_" + tableAndColumn;
    String name = index.substring(0, Math.min(index.length(), MAX_NAME_LENGTH));
    List<String> notices =
        List.of(
            "The index is on table " + table + ", column " + column + ": correct it if not so.");
    String create =
        """
        CREATE INDEX `%s` ON `%s` (`%s`);
        """
            .formatted(name, table, column);
    String drop =
        """
        DROP INDEX `%s` ON `%s`;
        """
            .formatted(name, table);
    return adds
        ? new Template(create, UNDOES + drop, notices)
        : new Template(drop, UNDOES + create, notices);
  }

  private static Template data(String data) {
    return new Template(
        """
        -- Change the data of %1$s here, in batches by key, so that locks stay short:
        --
        -- UPDATE `%1$s` SET `status` = 'open' WHERE `status` IS NULL AND `id` BETWEEN 1 AND 10000;
        -- UPDATE `%1$s` SET `status` = 'open' WHERE `status` IS NULL AND `id` BETWEEN 10001 AND 20000;
        """
            .formatted(data),
        UNDO_HINTS,
        ONLY_HINTS);
  }

  private static Template empty() {
    return new Template(
        """
        -- Write the statements here, each ending with a semicolon. MySQL and MariaDB commit every
        -- CREATE, ALTER and DROP at once: small migrations are easier to take back.
        """,
        UNDO_HINTS,
        ONLY_HINTS);
  }
}
