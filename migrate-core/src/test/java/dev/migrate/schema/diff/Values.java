package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Program;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All of a schema as texts by their names, compared without any of the code under test. */
final class Values {

  private Values() {}

  /** What is not the same in both, a line each. */
  static List<String> differences(Schema is, Schema wanted, boolean columnOrder) {
    Map<String, String> one = texts(is, columnOrder);
    Map<String, String> other = texts(wanted, columnOrder);
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> each : other.entrySet()) {
      String text = one.remove(each.getKey());
      if (!each.getValue().equals(text)) {
        differences.add(each.getKey() + "\n    is     " + text + "\n    wanted " + each.getValue());
      }
    }
    one.forEach((name, text) -> differences.add(name + "\n    is     " + text));
    return differences;
  }

  private static Map<String, String> texts(Schema schema, boolean columnOrder) {
    Map<String, String> texts = new TreeMap<>();
    for (Table table : schema.tables()) {
      String name = "table " + table.name();
      texts.put(
          name,
          table.options() + table.partitioning() + table.periods().stream().sorted().toList());
      for (int i = 0; i < table.columns().size(); i++) {
        Column column = table.columns().get(i);
        texts.put(name + " column " + column.name(), (columnOrder ? i + " " : "") + column);
      }
      table.indexes().forEach(each -> texts.put(name + " index " + each.name(), each.toString()));
      table.foreignKeys().forEach(each -> texts.put(name + " key " + each.name(), each.toString()));
      table.checks().forEach(each -> texts.put(name + " check " + each.name(), each.toString()));
    }
    for (View view : schema.views()) {
      String text = view.toString();
      texts.put("view " + view.name(), text.substring(0, text.indexOf("definer=")));
    }
    for (Program program : schema.programs()) {
      texts.put(
          program.kind() + " " + program.name(),
          program.table() + program.definition() + program.sqlMode() + program.timeZone());
    }
    schema.sequences().forEach(each -> texts.put("sequence " + each.name(), each.definition()));
    return texts;
  }
}
