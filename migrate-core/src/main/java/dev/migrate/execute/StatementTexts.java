package dev.migrate.execute;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.sql.Statement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of statements to see later whether they were edited; never their secrets. */
final class StatementTexts {

  private StatementTexts() {}

  /** SHA-256 in hexadecimal; comments and blanks between statements do not count. */
  static String hash(List<Statement> statements) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Statement statement : statements) {
        digest.update(text(statement).getBytes(UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One after the other, each ended by {@code ;} and a line end; null when that is too long. */
  static @Nullable String join(List<Statement> statements, int longest) {
    StringBuilder all = new StringBuilder();
    for (Statement statement : statements) {
      String text = statement.masked(statement.sql());
      all.append(text).append(mayEndWithAComment(text) ? "\n;\n" : ";\n");
      if (all.length() > longest) {
        return null;
      }
    }
    return all.toString();
  }

  private static boolean mayEndWithAComment(String text) {
    String line = text.substring(text.lastIndexOf('\n') + 1);
    return line.contains("--") || line.indexOf('#') >= 0;
  }

  /** An edit of what is not secret is always seen. */
  private static String text(Statement statement) {
    return statement.secret() ? statement.masked(statement.sql()) : statement.sql();
  }
}
