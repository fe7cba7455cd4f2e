package dev.migrate.schema;

import dev.migrate.sql.ObjectName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads fingerprints: one query for what exists, then one packet for what it is. */
final class FingerprintReader {

  private FingerprintReader() {}

  /** The states of the objects, in their order, which may name one twice. */
  static Fingerprint read(
      Connection connection, List<ObjectName> objects, Predicate<ObjectName> withIds)
      throws SQLException {
    Map<ObjectName, ObjectState> states = new HashMap<>();
    Set<ObjectName> inSchemas = new LinkedHashSet<>();
    for (ObjectName object : objects) {
      if (object.type() == ObjectName.Type.ACCOUNT) {
        states.put(object, AccountState.read(connection, object));
      } else if (object.schema() != null || object.type() == ObjectName.Type.DATABASE) {
        inSchemas.add(object);
      } else {
        states.put(object, ObjectState.absent(object));
      }
    }
    readSchemas(connection, List.copyOf(inSchemas), withIds, states);
    return new Fingerprint(objects.stream().map(states::get).toList());
  }

  private static void readSchemas(
      Connection connection,
      List<ObjectName> objects,
      Predicate<ObjectName> withIds,
      Map<ObjectName, ObjectState> states)
      throws SQLException {
    if (objects.isEmpty()) {
      return;
    }
    objects.forEach(object -> states.put(object, ObjectState.absent(object)));
    Presence presence = Presence.read(connection, objects);
    if (presence.found().isEmpty()) {
      return;
    }
    try (PlainSession session = PlainSession.of(connection, presence)) {
      states.putAll(states(session, presence, withIds));
    }
  }

  private static Map<ObjectName, ObjectState> states(
      PlainSession session, Presence presence, Predicate<ObjectName> withIds) throws SQLException {
    List<Presence.Found> tables =
        presence.found().stream()
            .filter(found -> found.isInnodbTable() && withIds.test(found.object()))
            .toList();
    List<String> queries = new ArrayList<>();
    presence.found().forEach(found -> queries.add(Definition.query(found)));
    if (!tables.isEmpty()) {
      queries.add(TableIds.query(presence, tables));
    }
    List<Rows> answers = session.query(queries);
    TableIds ids = TableIds.of(presence, tables.isEmpty() ? null : answers.get(answers.size() - 1));
    Map<ObjectName, ObjectState> states = new HashMap<>();
    for (int i = 0; i < presence.found().size(); i++) {
      Presence.Found found = presence.found().get(i);
      states.put(
          found.object(),
          Definition.of(found, answers.get(i))
              .state(found, tables.contains(found) ? ids.hash(found) : ObjectState.NONE));
    }
    return states;
  }
}
