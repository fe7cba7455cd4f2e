package dev.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which objects a statement names; each method begins after the words that tell its kind. */
final class Touched {

  private Touched() {}

  static List<ObjectName> name(ObjectName.Type type, Words words) {
    skipExists(words);
    return add(new ArrayList<>(), words.name(type));
  }

  /** {@code a, b, c}. */
  static List<ObjectName> names(ObjectName.Type type, Words words) {
    skipExists(words);
    List<ObjectName> names = new ArrayList<>();
    do {
      add(names, words.name(type));
    } while (words.skip(','));
    return names;
  }

  static List<ObjectName> database(Words words) {
    skipExists(words);
    boolean unnamed =
        switch (words.word()) {
          case "CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "ENCRYPTION", "READ", "COMMENT" ->
              true;
          default -> false;
        };
    return unnamed ? List.of() : add(new ArrayList<>(), words.name(ObjectName.Type.DATABASE));
  }

  /** The object, and the table it is on. */
  static List<ObjectName> onTable(ObjectName.Type type, Words words) {
    List<ObjectName> names = name(type, words);
    if (words.seek("ON").equals("ON")) {
      words.advance();
      add(names, words.name(ObjectName.Type.TABLE));
    }
    return names;
  }

  static List<ObjectName> table(String verb, Words words) {
    if (!verb.equals("ALTER")) {
      return verb.equals("DROP")
          ? names(ObjectName.Type.TABLE, words)
          : name(ObjectName.Type.TABLE, words);
    }
    return altered(words);
  }

  /** The table, its new name, and the tables that exchange rows with its partitions. */
  private static List<ObjectName> altered(Words words) {
    List<ObjectName> names = name(ObjectName.Type.TABLE, words);
    while (true) {
      String clause = words.seek("RENAME", "EXCHANGE", "CONVERT");
      words.advance();
      switch (clause) {
        case "RENAME" -> newName(names, words);
        case "EXCHANGE" -> otherTable("WITH", names, words);
        case "CONVERT" -> converted(names, words);
        default -> {
          return names;
        }
      }
    }
  }

  private static void newName(List<ObjectName> names, Words words) {
    boolean part =
        words.at("COLUMN") || words.at("INDEX") || words.at("KEY") || words.at("CONSTRAINT");
    if (!part) {
      words.skip("TO", "AS");
      words.skip('=');
      add(names, words.name(ObjectName.Type.TABLE));
    }
  }

  /** {@code CONVERT TABLE b TO PARTITION p}, {@code CONVERT PARTITION p TO TABLE b}. */
  private static void converted(List<ObjectName> names, Words words) {
    if (words.skip("TABLE")) {
      add(names, words.name(ObjectName.Type.TABLE));
    } else {
      otherTable("TO", names, words);
    }
  }

  /** {@code PARTITION p WITH TABLE b}. */
  private static void otherTable(String before, List<ObjectName> names, Words words) {
    if (words.at("PARTITION") && !words.seek(before).isEmpty()) {
      words.advance();
      if (words.skip("TABLE")) {
        add(names, words.name(ObjectName.Type.TABLE));
      }
    }
  }

  /** The event, and its new name. */
  static List<ObjectName> event(String verb, Words words) {
    List<ObjectName> names = name(ObjectName.Type.EVENT, words);
    if (verb.equals("ALTER") && words.seek("RENAME", "DO").equals("RENAME")) {
      words.advance();
      words.skip("TO");
      add(names, words.name(ObjectName.Type.EVENT));
    }
    return names;
  }

  static List<ObjectName> truncate(Words words) {
    words.skip("TABLE");
    return name(ObjectName.Type.TABLE, words);
  }

  /** {@code a TO b, c TO d}. */
  static List<ObjectName> rename(Words words) {
    skipExists(words);
    List<ObjectName> names = new ArrayList<>();
    do {
      add(names, words.name(ObjectName.Type.TABLE));
      words.seek("TO");
      words.skip("TO");
      add(names, words.name(ObjectName.Type.TABLE));
    } while (words.skip(','));
    return names;
  }

  static List<ObjectName> insert(Words words) {
    words.skipAll("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO");
    return add(new ArrayList<>(), words.name(ObjectName.Type.TABLE));
  }

  static List<ObjectName> update(Words words) {
    words.skipAll("LOW_PRIORITY", "IGNORE");
    return references(words);
  }

  static List<ObjectName> delete(Words words) {
    words.skipAll("LOW_PRIORITY", "QUICK", "IGNORE", "HISTORY");
    if (!words.at("FROM")) {
      // DELETE aliases FROM references
      words.seek("FROM");
      words.skip("FROM");
      return references(words);
    }
    words.advance();
    List<ObjectName> names = new ArrayList<>();
    do {
      add(names, words.name(ObjectName.Type.TABLE));
      if (words.skip('.')) {
        words.skip('*');
      }
    } while (words.skip(','));
    return words.skip("USING") ? references(words) : names;
  }

  static List<ObjectName> load(Words words) {
    words.seek("INTO");
    words.skip("INTO");
    words.skip("TABLE");
    return add(new ArrayList<>(), words.name(ObjectName.Type.TABLE));
  }

  /** The tables of {@code a AS x JOIN b ON ..., c}, up to SET, WHERE, ORDER or LIMIT. */
  private static List<ObjectName> references(Words words) {
    List<ObjectName> names = new ArrayList<>();
    int depth = 0;
    boolean table = true;
    while (!words.ended() && !(depth == 0 && endsReferences(words.word()))) {
      if (table) {
        words.skip("LATERAL");
      }
      if (table && depth == 0 && !words.at('(')) {
        add(names, words.name(ObjectName.Type.TABLE));
      }
      depth += words.at('(') ? 1 : words.at(')') ? -1 : 0;
      table = words.at(',') || words.at("JOIN") || words.at("STRAIGHT_JOIN");
      if (!(words.ended() || (depth == 0 && endsReferences(words.word())))) {
        words.advance();
      }
    }
    return names;
  }

  private static boolean endsReferences(String word) {
    return switch (word) {
      case "SET", "WHERE", "ORDER", "LIMIT", "RETURNING" -> true;
      default -> false;
    };
  }

  private static void skipExists(Words words) {
    words.skip("IF");
    words.skip("NOT");
    words.skip("EXISTS");
  }

  private static List<ObjectName> add(List<ObjectName> names, @Nullable ObjectName name) {
    if (name != null) {
      names.add(name);
    }
    return names;
  }
}
