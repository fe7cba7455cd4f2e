package dev.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which users and roles a statement changes. */
final class Accounts {

  private Accounts() {}

  /** After GRANT or REVOKE: {@code ... TO a, b}. */
  static List<ObjectName> granted(Words words, String before) {
    words.seek(before);
    words.advance();
    return list(words);
  }

  /** After USER or ROLE: {@code IF EXISTS a, b}. */
  static List<ObjectName> named(Words words) {
    words.skip("IF");
    words.skip("NOT");
    words.skip("EXISTS");
    return list(words);
  }

  /** {@code a TO b, c TO d}. */
  static List<ObjectName> renamed(Words words) {
    List<ObjectName> accounts = new ArrayList<>();
    do {
      add(accounts, words.account());
      words.seek("TO");
      words.skip("TO");
      add(accounts, words.account());
    } while (words.skip(','));
    return accounts;
  }

  /** After SET: {@code PASSWORD FOR a = ...}, {@code DEFAULT ROLE r TO a, b}. */
  static List<ObjectName> set(Words words) {
    boolean password = words.at("PASSWORD");
    String found = password ? words.seek("FOR", "TO") : words.seek("TO", "FOR");
    if (found.isEmpty() || (password && found.equals("TO"))) {
      return List.of();
    }
    words.advance();
    return list(words);
  }

  private static List<ObjectName> list(Words words) {
    List<ObjectName> accounts = new ArrayList<>();
    do {
      add(accounts, words.account());
      toComma(words);
    } while (words.skip(','));
    return accounts;
  }

  /** Past how the account is identified; no comma after these words parts two accounts. */
  private static void toComma(Words words) {
    while (!words.ended() && !words.at(',') && !words.at("DEFAULT")) {
      words.advance();
    }
  }

  private static void add(List<ObjectName> accounts, @Nullable ObjectName account) {
    if (account != null) {
      accounts.add(account);
    }
  }
}
