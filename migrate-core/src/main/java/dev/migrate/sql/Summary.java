package dev.migrate.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A statement in one short line, for messages. */
final class Summary {

  private static final int LENGTH = 80;

  /** Words of statements among whose literals may be a secret. */
  private static final Pattern TELLTALE =
      Pattern.compile(
          "identified|passw|pwd|secret|token|credential|api_?key|private_?key|change\\s+(master|repl)"
              + "|create\\s+server|alter\\s+server|connection\\s*=",
          Pattern.CASE_INSENSITIVE);

  /** The part of a script that a server quotes in its message of a syntax error. */
  private static final Pattern QUOTED = Pattern.compile("near '.*' at line", Pattern.DOTALL);

  private Summary() {}

  /** {@code secret}: mask every literal, whatever the words. */
  static String of(String sql, boolean secret) {
    boolean mask = isSecret(sql, secret);
    Lexer lexer = new Lexer(new Script("", sql), "");
    StringBuilder line = new StringBuilder();
    int previous = 0;
    while (lexer.next() != Lexer.Type.END && line.length() <= LENGTH) {
      if (lexer.type() == Lexer.Type.COMMENT) {
        continue;
      }
      if (!line.isEmpty() && lexer.start() > previous) {
        line.append(' ');
      }
      boolean literal = lexer.type() == Lexer.Type.STRING;
      line.append(mask && literal ? "'***'" : lexer.raw().replaceAll("\\s+", " "));
      previous = lexer.end();
    }
    return line.length() <= LENGTH ? line.toString() : line.substring(0, LENGTH - 1) + "…";
  }

  /** A server's message about a statement, without the literals that {@link #of} would mask. */
  static String masked(String message, String sql, boolean secret) {
    if (!isSecret(sql, secret)) {
      return message;
    }
    String masked = QUOTED.matcher(message).replaceAll("near '***' at line");
    Lexer lexer = new Lexer(new Script("", sql), "");
    while (lexer.next() != Lexer.Type.END) {
      if (lexer.type() == Lexer.Type.STRING && lexer.raw().length() > 2) {
        String text = lexer.raw().substring(1, lexer.raw().length() - 1);
        masked = masked.replace("'" + text + "'", "'***'");
      }
    }
    return masked;
  }

  /** Of the text, without the literals that {@link #of} would mask. */
  static String sha256(String sql, boolean secret) {
    String text = isSecret(sql, secret) ? withoutLiterals(sql) : sql;
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withoutLiterals(String sql) {
    Lexer lexer = new Lexer(new Script("", sql), "");
    StringBuilder text = new StringBuilder();
    while (lexer.next() != Lexer.Type.END) {
      text.append(lexer.type() == Lexer.Type.STRING ? "'***'" : lexer.raw()).append(' ');
    }
    return text.toString();
  }

  static boolean isSecret(String sql, boolean secret) {
    return secret || TELLTALE.matcher(sql).find();
  }
}
