package dev.migrate.sql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event takes place, in the text of CREATE EVENT or ALTER EVENT.
 *
 * @param sql the statement
 * @param from where what says so begins, or would be
 * @param to where it ends; equal to {@code from} where nothing says so
 * @param said ENABLE, or DISABLE with what follows it; null for nothing
 * @param relative whether its times depend on when the statement is executed
 */
public record EventState(String sql, int from, int to, @Nullable String said, boolean relative) {

  private static final Pattern TIME = Pattern.compile("\\b(STARTS|ENDS|AT) '[^']*'");
  private static final Set<String> TIMES = Set.of("STARTS", "ENDS", "AT");

  /** Reads CREATE EVENT or ALTER EVENT. */
  public static EventState of(String sql) {
    return new Reader(sql).read();
  }

  /** Whether it takes place: said so, or left unsaid where it is made. */
  public boolean isOn() {
    return said == null || said.equals("ENABLE");
  }

  /** The same statement with the event disabled; what is already so, or left as it was, stays. */
  public String off() {
    return switched("DISABLE");
  }

  /** The same statement with the event enabled. */
  public String on() {
    return switched("ENABLE");
  }

  /** The same statement with its times left out, which depend on when it was executed. */
  public String timeless() {
    return TIME.matcher(sql.substring(0, from)).replaceAll("$1") + sql.substring(from);
  }

  private String switched(String state) {
    String separator = from == to ? " " : "";
    return sql.substring(0, from) + separator + state + separator + sql.substring(to);
  }

  private static final class Reader {

    private final String sql;
    private final Lexer lexer;
    private int depth;
    private int from = -1;
    private int to;
    private @Nullable String said;
    private boolean schedules;
    private boolean starts;
    private boolean relative;

    Reader(String sql) {
      this.sql = sql;
      this.lexer = new Lexer(new Script("", sql), "");
    }

    EventState read() {
      lexer.next();
      skip();
      while (!lexer.isWord("EVENT") && !ended()) {
        advance();
      }
      for (advance(); !ended() && !(depth == 0 && isLast()); advance()) {
        depth += lexer.isSymbol('(') ? 1 : lexer.isSymbol(')') ? -1 : 0;
        if (depth == 0) {
          clause();
        }
      }
      if (from < 0) {
        from = ended() ? sql.length() : lexer.start();
        to = from;
      }
      return new EventState(sql, from, to, said, relative || (schedules && !starts));
    }

    private boolean isLast() {
      return lexer.isWord("COMMENT") || lexer.isWord("DO");
    }

    private void clause() {
      String word = lexer.word();
      schedules |= word.equals("SCHEDULE");
      if (TIMES.contains(word)) {
        starts |= !word.equals("ENDS");
        advance();
        relative |= lexer.type() != Lexer.Type.STRING;
        word = lexer.word();
      }
      if (word.equals("ENABLE") || word.equals("DISABLE")) {
        from = lexer.start();
        to = lexer.end();
        said = word;
      } else if (word.equals("REPLICA") || word.equals("SLAVE")) {
        to = lexer.end();
        said = sql.substring(from, to).toUpperCase(Locale.ROOT);
      }
    }

    private boolean ended() {
      return lexer.type() == Lexer.Type.END;
    }

    private void advance() {
      lexer.next();
      skip();
    }

    private void skip() {
      while (switch (lexer.type()) {
        case COMMENT, EXECUTABLE_OPEN, EXECUTABLE_CLOSE -> true;
        default -> false;
      }) {
        lexer.next();
      }
    }
  }
}
