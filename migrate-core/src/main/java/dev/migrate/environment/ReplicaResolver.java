package dev.migrate.environment;

import dev.migrate.environment.ReplicaSettings.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code replicas} and {@code maximumLag}; shown only where there are replicas. */
final class ReplicaResolver {

  /** {@code db2}, {@code db2:3307}, {@code [::1]}, {@code [::1]:3307}. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%\\w+)?)]|([\\p{L}\\p{N}._-]+))(?::(\\d{1,5}))?");

  private static final String WANTED =
      "addresses with commas between them: db2.example.com:3306, db3.example.com";

  private ReplicaResolver() {}

  /**
   * The replicas, as the first level that says so has them.
   *
   * @param settings gets them, with their origin
   */
  static ReplicaSettings resolve(List<Level> levels, List<Setting> settings) {
    Optional<Value> replicas = first(levels, Level.REPLICAS);
    Optional<Value> lag = first(levels, Level.MAXIMUM_LAG);
    Duration maximum =
        lag.map(value -> Scalars.duration(Level.MAXIMUM_LAG, value))
            .orElse(ReplicaSettings.MAXIMUM_LAG);
    if (replicas.isEmpty()) {
      return new ReplicaSettings(List.of(), maximum);
    }
    settings.add(replicas.get().shown(Level.REPLICAS));
    String origin = lag.map(Value::origin).orElse("default");
    settings.add(new Setting(Level.MAXIMUM_LAG, Scalars.text(maximum), origin));
    return new ReplicaSettings(addresses(replicas.get()), maximum);
  }

  private static Optional<Value> first(List<Level> levels, String key) {
    return levels.stream().flatMap(level -> level.value(key).stream()).findFirst();
  }

  private static List<Address> addresses(Value value) {
    List<Address> addresses = new ArrayList<>();
    for (String text : value.text().split(",", -1)) {
      Matcher matcher = ADDRESS.matcher(text.strip());
      if (!matcher.matches()) {
        throw Scalars.invalid(Level.REPLICAS, value, WANTED);
      }
      String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      int port = matcher.group(3) == null ? 3306 : Integer.parseInt(matcher.group(3));
      if (port < 1 || port > 65535) {
        throw Scalars.invalid(Level.REPLICAS, value, WANTED);
      }
      addresses.add(new Address(host, port));
    }
    return addresses;
  }
}
