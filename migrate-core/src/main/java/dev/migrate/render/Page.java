package dev.migrate.render;

import dev.migrate.Run;
import dev.migrate.render.Style.Paint;
import dev.migrate.server.ServerVersion;
import java.util.ArrayList;
import java.util.List;

/** The lines of a report, in the order to read them: verdict, detail, count, notices, next step. */
final class Page {

  private final Style style;
  private final Run run;
  private final List<String> lines = new ArrayList<>();

  Page(Style style, Run run) {
    this.style = style;
    this.run = run;
  }

  String environment() {
    return Phrases.oneLine(run.environment());
  }

  /** {@code " (MariaDB 11.4.5, 127.0.0.1:33061/app)"}, as far as it is known. */
  String place() {
    List<String> known = new ArrayList<>();
    ServerVersion server = run.server();
    if (server != null) {
      known.add(server.text());
    }
    String database = run.database();
    if (database != null) {
      known.add(Phrases.oneLine(database));
    }
    return known.isEmpty() ? "" : " (" + String.join(", ", known) + ")";
  }

  Page verdict(Paint paint, String text) {
    return line(style.paint(paint, text));
  }

  Page line(String text) {
    lines.add(text);
    return this;
  }

  Page table(Table table) {
    lines.addAll(table.lines(style));
    return this;
  }

  Page notices(List<String> notices) {
    return list("Notice: ", notices);
  }

  /** One line each, with the label before it. */
  Page list(String label, List<String> texts) {
    texts.forEach(text -> line(style.paint(Paint.WARN, label) + Phrases.oneLine(text)));
    return this;
  }

  /** The next command, as it can be pasted. */
  Page next(String goal) {
    return nextIn(environment(), goal, "");
  }

  /** The same in another environment, with further options, each with a blank before it. */
  Page nextIn(String environment, String goal, String options) {
    String option =
        environment.equals("development") || environment.isEmpty()
            ? ""
            : " -Dmigrate.environment=" + environment;
    return nextIs("mvn migrate:" + goal + option + options);
  }

  /** The command that is the natural next one. */
  Page nextIs(String command) {
    return line("Next: " + style.paint(Paint.STRONG, Phrases.oneLine(command)));
  }

  String text() {
    return String.join("\n", lines);
  }
}
