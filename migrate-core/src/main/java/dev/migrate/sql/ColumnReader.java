package dev.migrate.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one column as a statement defines it. */
final class ColumnReader {

  /** Words that end a default which is no more than one value or function. */
  private static final String[] BEHIND_DEFAULT = {
    "NOT",
    "NULL",
    "ON",
    "AUTO_INCREMENT",
    "UNIQUE",
    "PRIMARY",
    "KEY",
    "COMMENT",
    "COLLATE",
    "CHARACTER",
    "CHARSET",
    "CHECK",
    "CONSTRAINT",
    "REFERENCES",
    "GENERATED",
    "VISIBLE",
    "INVISIBLE",
    "FIRST",
    "AFTER",
    "COLUMN_FORMAT",
    "STORAGE",
    "ENGINE_ATTRIBUTE",
    "SECONDARY_ENGINE_ATTRIBUTE",
    "WITH",
    "WITHOUT",
    "COMPRESSED",
    "SRID",
    "REF_SYSTEM_ID"
  };

  private final Tokens tokens;
  private final String name;
  private final DataType type;
  private @Nullable String charset;
  private @Nullable String collation;
  private boolean notNull;
  private @Nullable String defaultText;
  private @Nullable String onUpdate;
  private boolean autoIncrement;
  private boolean primaryKey;
  private boolean unique;
  private @Nullable ObjectName references;
  private @Nullable String referencedColumn;
  private @Nullable String check;
  private boolean generated;
  private boolean invisible;
  private String comment = "";

  private ColumnReader(Tokens tokens) {
    this.tokens = tokens;
    this.name = tokens.name();
    this.type = DataType.read(tokens);
    this.charset = type.charset();
    this.collation = type.collation();
    this.notNull = type.serial();
    this.autoIncrement = type.serial();
    this.unique = type.serial();
  }

  /** Takes a name, a type and all attributes; stops before FIRST, AFTER and what else is none. */
  static ColumnText read(Tokens tokens) {
    ColumnReader reader = new ColumnReader(tokens);
    while (reader.attribute() || reader.key() || reader.rarer() || reader.engineOption()) {
      // each moves
    }
    return reader.column();
  }

  private boolean attribute() {
    if (tokens.accept("NOT", "NULL")) {
      notNull = true;
    } else if (tokens.accept("NULL")) {
      notNull = false;
    } else if (tokens.accept("DEFAULT")) {
      defaultText = defaultText();
    } else if (tokens.accept("ON", "UPDATE")) {
      onUpdate = function();
    } else if (tokens.accept("AUTO_INCREMENT")) {
      autoIncrement = true;
    } else if (tokens.accept("COMMENT")) {
      comment = tokens.literal();
    } else if (tokens.accept("COLLATE")) {
      collation = tokens.value().toLowerCase(Locale.ROOT);
    } else if (tokens.accept("CHARACTER", "SET") || tokens.accept("CHARSET")) {
      charset = tokens.value().toLowerCase(Locale.ROOT);
    } else {
      return computed();
    }
    return true;
  }

  private boolean computed() {
    boolean always = tokens.accept("GENERATED", "ALWAYS");
    if (!tokens.accept("AS")) {
      if (always) {
        throw tokens.refused();
      }
      return false;
    }
    if (tokens.accept("ROW")) {
      tokens.expectAny("START", "END");
    } else {
      tokens.skipParentheses();
      tokens.acceptAny("VIRTUAL", "STORED", "PERSISTENT");
    }
    generated = true;
    return true;
  }

  private boolean key() {
    if (tokens.accept("PRIMARY", "KEY") || tokens.accept("KEY")) {
      primaryKey = true;
    } else if (tokens.accept("UNIQUE")) {
      tokens.accept("KEY");
      unique = true;
    } else if (tokens.accept("SERIAL", "DEFAULT", "VALUE")) {
      notNull = true;
      autoIncrement = true;
      unique = true;
    } else if (tokens.at("CONSTRAINT") || tokens.at("CHECK")) {
      check = constraint();
    } else if (tokens.accept("REFERENCES")) {
      references();
    } else {
      return false;
    }
    return true;
  }

  private String constraint() {
    if (tokens.accept("CONSTRAINT") && !tokens.at("CHECK")) {
      tokens.name();
    }
    tokens.expect("CHECK");
    String expression = tokens.inParentheses();
    if (!tokens.accept("ENFORCED")) {
      tokens.accept("NOT", "ENFORCED");
    }
    return expression;
  }

  private void references() {
    references = tokens.table();
    if (tokens.accept('(')) {
      referencedColumn = tokens.name();
      tokens.expect(')');
    }
    ElementReader.actions(tokens);
  }

  private boolean rarer() {
    if (tokens.acceptAny("COLUMN_FORMAT", "STORAGE", "SRID")) {
      tokens.value();
      return true;
    }
    if (tokens.acceptAny("ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "REF_SYSTEM_ID")) {
      tokens.accept('=');
      tokens.value();
      return true;
    }
    if (tokens.accept("COMPRESSED")) {
      if (tokens.accept('=')) {
        tokens.value();
      }
      return true;
    }
    if (tokens.accept("INVISIBLE")) {
      invisible = true;
      return true;
    }
    return tokens.accept("VISIBLE")
        || tokens.accept("NOT", "SECONDARY")
        || tokens.accept("WITH", "SYSTEM", "VERSIONING")
        || tokens.accept("WITHOUT", "SYSTEM", "VERSIONING");
  }

  /** An option of a storage engine (MariaDB): {@code name=value}. */
  private boolean engineOption() {
    if (!tokens.atName() || !tokens.peek(1).is('=')) {
      return false;
    }
    tokens.name();
    tokens.expect('=');
    tokens.value();
    return true;
  }

  /** All up to an attribute that may follow: MariaDB takes expressions without brackets. */
  private String defaultText() {
    int mark = tokens.mark();
    do {
      if (tokens.at('(')) {
        tokens.skipParentheses();
      } else {
        tokens.take();
      }
    } while (!atEndOfDefault());
    return tokens.since(mark);
  }

  private boolean atEndOfDefault() {
    return tokens.ended()
        || tokens.at(',')
        || tokens.at(')')
        || tokens.atAny(BEHIND_DEFAULT)
        || (tokens.atName() && tokens.peek(1).is('='));
  }

  private String function() {
    int mark = tokens.mark();
    tokens.word();
    if (tokens.at('(')) {
      tokens.skipParentheses();
    }
    return tokens.since(mark);
  }

  private ColumnText column() {
    return new ColumnText(
        name,
        type.text(),
        charset,
        collation,
        notNull,
        defaultText != null,
        defaultText,
        onUpdate,
        autoIncrement,
        primaryKey,
        unique,
        references,
        referencedColumn,
        check,
        generated,
        invisible,
        comment);
  }
}
