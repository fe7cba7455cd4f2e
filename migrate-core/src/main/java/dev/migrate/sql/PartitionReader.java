package dev.migrate.sql;

import dev.migrate.sql.Clause.Partition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is done to partitions (both manuals, "ALTER TABLE Partition Operations"). */
final class PartitionReader {

  /** Words that end PARTITION BY of a CREATE TABLE: what follows is a query. */
  private static final String[] QUERY = {
    "AS", "SELECT", "IGNORE", "REPLACE", "WITH", "TABLE", "VALUES"
  };

  private final Tokens tokens;

  PartitionReader(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Whether what follows needs no comma before it. */
  boolean atTail() {
    return tokens.at("PARTITION", "BY") || tokens.at("REMOVE", "PARTITIONING");
  }

  /** Takes a clause; null if another kind is next. */
  @Nullable Clause clause(int mark) {
    if (tokens.accept("PARTITION", "BY")) {
      return by(mark);
    }
    for (String verb : List.of("REMOVE", "UPGRADE")) {
      if (tokens.accept(verb, "PARTITIONING")) {
        return new Partition(verb, List.of(), tokens.since(mark));
      }
    }
    if (tokens.accept("CONVERT", "TABLE")) {
      tokens.table();
      tokens.expect("TO", "PARTITION");
      return rest("CONVERT", List.of(), mark);
    }
    for (String verb : List.of("DROP", "TRUNCATE", "EXCHANGE", "REORGANIZE", "COALESCE")) {
      if (tokens.accept(verb, "PARTITION")) {
        return named(verb, mark);
      }
    }
    return maintained(mark);
  }

  private @Nullable Clause maintained(int mark) {
    for (String verb :
        List.of(
            "CONVERT", "DISCARD", "IMPORT", "ANALYZE", "CHECK", "OPTIMIZE", "REBUILD", "REPAIR")) {
      if (tokens.accept(verb, "PARTITION")) {
        return named(verb, mark);
      }
    }
    return null;
  }

  /** Takes PARTITION and what follows, after ADD. */
  @Nullable Clause added(int mark) {
    if (!tokens.accept("PARTITION")) {
      return null;
    }
    tokens.accept("IF", "NOT", "EXISTS");
    log();
    if (!tokens.at('(') && !tokens.at("PARTITIONS")) {
      throw tokens.refused();
    }
    return rest("ADD", List.of(), mark);
  }

  /** Takes PARTITION BY and its definitions. */
  Clause by(int mark) {
    int depth = 0;
    while (!tokens.ended() && !(depth == 0 && (tokens.at(',') || tokens.atAny(QUERY)))) {
      depth += tokens.at('(') ? 1 : tokens.at(')') ? -1 : 0;
      tokens.take();
    }
    return new Partition("BY", List.of(), tokens.since(mark));
  }

  private Clause named(String verb, int mark) {
    tokens.accept("IF", "EXISTS");
    log();
    List<String> partitions = new ArrayList<>();
    if (!tokens.accept("ALL") && !tokens.ended() && !tokens.at("INTO")) {
      do {
        partitions.add(tokens.name());
      } while (tokens.accept(','));
    }
    return rest(verb, partitions, mark);
  }

  private void log() {
    tokens.acceptAny("LOCAL", "NO_WRITE_TO_BINLOG");
  }

  /** Nothing but a partition's own words follows on either server. */
  private Clause rest(String verb, List<String> partitions, int mark) {
    tokens.skipToEnd();
    return new Partition(verb, partitions, tokens.since(mark));
  }
}
