package dev.migrate.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options of a table (both manuals, "CREATE TABLE"). */
final class OptionReader {

  /** Options of one word. */
  private static final Set<String> NAMES =
      Set.of(
          ("AUTOEXTEND_SIZE AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM COLLATE COMMENT COMPRESSION"
                  + " CONNECTION DELAY_KEY_WRITE ENCRYPTION ENGINE ENGINE_ATTRIBUTE INSERT_METHOD"
                  + " KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS PACK_KEYS PASSWORD ROW_FORMAT"
                  + " SECONDARY_ENGINE SECONDARY_ENGINE_ATTRIBUTE STATS_AUTO_RECALC"
                  + " STATS_PERSISTENT STATS_SAMPLE_PAGES TABLESPACE STORAGE TABLE_CHECKSUM"
                  + " PAGE_CHECKSUM TRANSACTIONAL ENCRYPTED ENCRYPTION_KEY_ID IETF_QUOTES"
                  + " PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL SEQUENCE")
              .split(" "));

  private final Tokens tokens;

  OptionReader(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Takes an option; null if none is next. */
  @Nullable Clause option() {
    int mark = tokens.mark();
    if (tokens.accept("WITH", "SYSTEM", "VERSIONING") || tokens.accept("START", "TRANSACTION")) {
      return new Clause.Other(tokens.words(mark));
    }
    boolean isDefault = tokens.accept("DEFAULT");
    for (List<String> charset :
        List.of(List.of("CHARACTER", "SET"), List.of("CHAR", "SET"), List.of("CHARSET"))) {
      if (tokens.accept(charset.toArray(String[]::new))) {
        return assigned("CHARSET");
      }
    }
    if (isDefault && !tokens.at("COLLATE")) {
      throw tokens.refused();
    }
    return directory();
  }

  private @Nullable Clause directory() {
    for (String of : List.of("DATA", "INDEX")) {
      if (tokens.accept(of, "DIRECTORY")) {
        return assigned(of + " DIRECTORY");
      }
    }
    if (tokens.accept("UNION")) {
      tokens.accept('=');
      return new Clause.Option("UNION", tokens.inParentheses());
    }
    String word = tokens.peek().raw().toUpperCase(Locale.ROOT);
    boolean quoted = tokens.peek().type() != Lexer.Type.WORD;
    // Any other name=value belongs to a storage engine (MariaDB).
    boolean ofEngine = tokens.atName() && tokens.peek(1).is('=');
    if ((quoted || !NAMES.contains(word)) && !ofEngine) {
      return null;
    }
    String name = tokens.name();
    return assigned(quoted ? name : word);
  }

  private Clause assigned(String name) {
    tokens.accept('=');
    return new Clause.Option(name, tokens.value());
  }
}
