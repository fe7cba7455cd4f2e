package dev.migrate.schema.diff;

import dev.migrate.server.Vendor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** All of a {@link RandomSchema} that is no table. */
final class RandomObjects {

  private final Random random;
  private final Vendor vendor;

  /** What needs no table, by name. */
  private final Map<String, String> others = new TreeMap<>();

  /** Views and triggers: a number chooses their table and their text. */
  private final Map<String, Integer> readers = new TreeMap<>();

  RandomObjects(Random random, Vendor vendor) {
    this.random = random;
    this.vendor = vendor;
  }

  void copy(RandomObjects objects) {
    others.putAll(objects.others);
    readers.putAll(objects.readers);
  }

  private boolean chance(int oneOf) {
    return random.nextInt(oneOf) == 0;
  }

  void change() {
    others.keySet().removeIf(key -> chance(3));
    readers.keySet().removeIf(key -> chance(3));
    if (chance(2)) {
      String name = "p" + random.nextInt(3);
      others.put(
          name, "CREATE PROCEDURE " + name + "() BEGIN SELECT " + random.nextInt(3) + "; END");
    }
    if (chance(3)) {
      String name = "g" + random.nextInt(3);
      int value = random.nextInt(3);
      others.put(
          name,
          "CREATE FUNCTION " + name + "(x int) RETURNS int DETERMINISTIC RETURN x + " + value);
    }
    if (chance(4)) {
      String name = "e" + random.nextInt(2);
      int days = 1 + random.nextInt(3);
      others.put(
          name,
          "CREATE EVENT "
              + name
              + " ON SCHEDULE EVERY "
              + days
              + " DAY STARTS '2036-01-01 00:00:00' DISABLE DO SELECT 1");
    }
    if (chance(3) && vendor == Vendor.MARIADB) {
      String name = "s" + random.nextInt(3);
      others.put(name, "CREATE SEQUENCE " + name + " INCREMENT BY " + (1 + random.nextInt(9)));
    }
    if (chance(2)) {
      readers.put("v" + random.nextInt(4), random.nextInt(1000));
    }
    if (chance(2)) {
      readers.put("x" + random.nextInt(4), random.nextInt(1000));
    }
  }

  Collection<String> independent() {
    return others.values();
  }

  Collection<String> reading(List<RandomTable> tables) {
    Map<String, String> written = new LinkedHashMap<>();
    readers.forEach((name, seed) -> written.put(name, reader(name, seed, tables, written)));
    return written.values();
  }

  /** A view or a trigger, of a table that its number chooses. */
  private static String reader(
      String name, int seed, List<RandomTable> tables, Map<String, String> written) {
    RandomTable table = tables.get(seed % tables.size());
    if (name.startsWith("v")) {
      List<String> views = written.keySet().stream().filter(each -> each.startsWith("v")).toList();
      boolean ofView = seed % 3 == 0 && !views.isEmpty();
      String from = ofView ? views.get(seed % views.size()) : table.name;
      return "CREATE VIEW " + name + " AS SELECT id FROM `" + from + "` WHERE id > " + seed % 5;
    }
    List<RandomColumn> plain = table.columns.stream().filter(RandomColumn::isNumber).toList();
    String body =
        plain.isEmpty()
            ? "BEGIN SET @a = " + seed % 4 + "; SET @b = 1; END"
            : "SET NEW.`" + plain.get(seed % plain.size()).name() + "` = " + seed % 4;
    String time =
        plain.isEmpty() ? "AFTER DELETE" : seed % 2 == 0 ? "BEFORE INSERT" : "BEFORE UPDATE";
    return "CREATE TRIGGER " + name + " " + time + " ON `" + table.name + "` FOR EACH ROW " + body;
  }
}
