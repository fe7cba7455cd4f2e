package dev.migrate.generate.hibernate;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program of the JVM: reads a {@link Request} from the file named by its first argument, and
 * writes to the second: {@code hibernate} and {@code statement.0}, {@code statement.1}, …, {@code
 * note.0}, …; or {@code error}, {@code entity} and {@code reason}.
 */
public final class SchemaWorker {

  private SchemaWorker() {}

  /** Answers one request and ends the JVM, whatever threads the project's classes have begun. */
  public static void main(String[] arguments) throws IOException {
    Properties answer = answer(Path.of(arguments[0]));
    try (Writer writer = Files.newBufferedWriter(Path.of(arguments[1]))) {
      answer.store(writer, null);
    }
    Runtime.getRuntime().halt(0);
  }

  /** A missing class is an Error, and as much an answer as an exception is. */
  private static Properties answer(Path request) {
    Properties answer = new Properties();
    try {
      EntitySchema schema = new EntitySchema(Request.read(request));
      List<String> statements = schema.statements();
      answer.setProperty("hibernate", org.hibernate.Version.getVersionString());
      put(answer, "statement", statements);
      put(answer, "note", schema.notes());
    } catch (UnusableEntityException e) {
      fail(answer, e.entity(), String.valueOf(e.getMessage()), e);
    } catch (Throwable e) {
      fail(answer, null, reasons(e), e);
    }
    return answer;
  }

  private static void fail(
      Properties answer, @Nullable String entity, String reasons, Throwable e) {
    answer.setProperty("error", reasons);
    answer.setProperty("reason", e.getClass().getName());
    if (entity != null) {
      answer.setProperty("entity", entity);
    }
  }

  /** The messages from the outermost to the innermost, each once. */
  private static String reasons(Throwable error) {
    Set<String> reasons = new LinkedHashSet<>();
    for (Throwable each = error; each != null && reasons.size() < 6; each = each.getCause()) {
      String message = each.getMessage();
      boolean bare = message == null || message.isBlank() || each instanceof LinkageError;
      reasons.add(bare ? each.toString() : message);
    }
    return String.join("\n", reasons);
  }

  private static void put(Properties answer, String name, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      answer.setProperty(name + "." + i, values.get(i));
    }
  }
}
