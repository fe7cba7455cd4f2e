package dev.migrate.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that CREATE TABLE, ALTER TABLE, CREATE INDEX or DROP INDEX does to its table (MySQL
 * manual, "ALTER TABLE Statement"; MariaDB, "ALTER TABLE"). Names are unquoted, in the case they
 * are written in.
 */
public sealed interface Clause {

  /** What an index is for. */
  enum IndexKind {
    PRIMARY,
    UNIQUE,
    PLAIN,
    FULLTEXT,
    SPATIAL,
    VECTOR
  }

  /**
   * A new column.
   *
   * @param after the column it comes behind, empty for FIRST, null where nothing is said
   */
  record AddColumn(ColumnText column, @Nullable String after) implements Clause {}

  /** A column goes, and its values. */
  record DropColumn(String name) implements Clause {}

  /**
   * MODIFY, or CHANGE, which may give another name as well.
   *
   * @param name the column as it is called before
   * @param column what it becomes, all attributes
   * @param after the column it moves behind, empty for FIRST, null where nothing is said
   */
  record ModifyColumn(String name, ColumnText column, @Nullable String after) implements Clause {

    /** Whether the name becomes another one, beyond upper and lower case. */
    public boolean renames() {
      return !name.equalsIgnoreCase(column.name());
    }
  }

  /**
   * A default comes or goes.
   *
   * @param defaultText the SQL after SET DEFAULT; null for DROP DEFAULT
   */
  record AlterDefault(String column, @Nullable String defaultText) implements Clause {}

  /** Another name for a column. */
  record RenameColumn(String from, String to) implements Clause {}

  /**
   * A new index.
   *
   * @param name of the index, else of its constraint; null where the server chooses one; {@code
   *     PRIMARY} for a primary key
   * @param columns in their order, without prefix lengths; empty text for an expression
   * @param text the whole clause
   */
  record AddIndex(IndexKind kind, @Nullable String name, List<String> columns, String text)
      implements Clause {

    public AddIndex {
      columns = List.copyOf(columns);
    }
  }

  /**
   * An index goes.
   *
   * @param name {@code PRIMARY} for the primary key
   */
  record DropIndex(String name) implements Clause {}

  /** Another name for an index. */
  record RenameIndex(String from, String to) implements Clause {}

  /**
   * A new foreign key.
   *
   * @param name of the constraint; null where the server chooses one
   * @param text the whole clause
   */
  record AddForeignKey(
      @Nullable String name,
      List<String> columns,
      ObjectName references,
      List<String> referencedColumns,
      String text)
      implements Clause {

    public AddForeignKey {
      columns = List.copyOf(columns);
      referencedColumns = List.copyOf(referencedColumns);
    }
  }

  /** A foreign key goes. */
  record DropForeignKey(String name) implements Clause {}

  /**
   * A new CHECK constraint.
   *
   * @param name null where the server chooses one
   * @param expression without the brackets around it
   * @param enforced false for NOT ENFORCED (MySQL)
   */
  record AddCheck(@Nullable String name, String expression, boolean enforced) implements Clause {}

  /** A constraint goes: a CHECK; with DROP CONSTRAINT also a unique, primary or foreign key. */
  record DropConstraint(String name) implements Clause {}

  /** Another name for the table. */
  record RenameTable(ObjectName to) implements Clause {}

  /**
   * An option of the table.
   *
   * @param name in upper case: {@code ENGINE}, {@code CHARSET}, {@code COLLATE}, {@code
   *     AUTO_INCREMENT}, {@code COMMENT}, {@code ROW_FORMAT}, {@code DATA DIRECTORY}
   * @param value unquoted
   */
  record Option(String name, String value) implements Clause {}

  /**
   * CONVERT TO CHARACTER SET: all text columns.
   *
   * @param charset {@code DEFAULT} for the database's
   * @param collation null where nothing is said
   */
  record Convert(String charset, @Nullable String collation) implements Clause {}

  /**
   * What is done to partitions.
   *
   * @param verb ADD, DROP, TRUNCATE, EXCHANGE, REORGANIZE, COALESCE, CONVERT, DISCARD, IMPORT,
   *     ANALYZE, CHECK, OPTIMIZE, REBUILD, REPAIR, BY (the whole table), REMOVE or UPGRADE
   * @param partitions those it names first; empty for ALL, and where it names none
   * @param text the whole clause
   */
  record Partition(String verb, List<String> partitions, String text) implements Clause {

    public Partition {
      partitions = List.copyOf(partitions);
    }
  }

  /** ALGORITHM, in upper case. */
  record Algorithm(String name) implements Clause {}

  /** LOCK, in upper case. */
  record Lock(String name) implements Clause {}

  /**
   * Another clause that was understood: FORCE, DISABLE KEYS, WITHOUT VALIDATION, ORDER BY, DISCARD
   * TABLESPACE, DROP SYSTEM VERSIONING, ALTER INDEX a INVISIBLE.
   *
   * @param text as written, one blank between words
   */
  record Other(String text) implements Clause {

    /** Whether it is these words, or begins with them. */
    public boolean is(String words) {
      return text.equalsIgnoreCase(words)
          || text.regionMatches(true, 0, words + " ", 0, words.length() + 1);
    }
  }

  /** What was not understood: anything may be true of it. */
  record Unknown(String text) implements Clause {}
}
