package dev.migrate.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.sql.Change;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of some objects of a server, in a form that two moments can be compared by: definitions
 * as the server prints them, and where it matters the ids of InnoDB tables, which a TRUNCATE or an
 * exchange of partitions changes and nothing else shows. Rows that come and go change nothing, nor
 * does the next AUTO_INCREMENT value.
 *
 * @param states one for each object but indexes, in the order they were asked for
 */
public record Fingerprint(List<ObjectState> states) {

  private static final String FORMAT = "1";

  public Fingerprint {
    states = List.copyOf(states);
  }

  /**
   * The objects a statement defines or changes, as they are now. At most one round trip if none of
   * them exists, else two; each account takes two of its own.
   *
   * @param connection with {@code allowMultiQueries}; its session is left as it was, but for what
   *     every query changes (ROW_COUNT, FOUND_ROWS, warnings)
   * @param currentSchema where names without a schema belong to; null if there is none
   * @throws SQLException if the connection fails, or an object stays locked for longer than
   *     lock_wait_timeout; a missing privilege is no error
   */
  public static Fingerprint of(
      Connection connection, @Nullable String currentSchema, Statement statement)
      throws SQLException {
    boolean ids = Change.of(statement).movesRows();
    return FingerprintReader.read(
        connection, resolved(currentSchema, statement.objects()), object -> ids);
  }

  /**
   * The same of any objects, with ids of tables.
   *
   * @throws SQLException as for a statement
   */
  public static Fingerprint of(
      Connection connection, @Nullable String currentSchema, List<ObjectName> objects)
      throws SQLException {
    return FingerprintReader.read(connection, resolved(currentSchema, objects), object -> true);
  }

  /**
   * The same objects as they are now, whatever the connection's current database.
   *
   * @throws SQLException as for a statement
   */
  public Fingerprint now(Connection connection) throws SQLException {
    List<ObjectName> objects = new ArrayList<>();
    List<ObjectName> withIds = new ArrayList<>();
    for (ObjectState state : states) {
      objects.add(state.object());
      if (!state.ids().equals(ObjectState.NONE) || !state.present()) {
        withIds.add(state.object());
      }
    }
    return FingerprintReader.read(connection, objects, withIds::contains);
  }

  /** Whether the ids of all tables that were asked for could be read. */
  public boolean idsKnown() {
    return states.stream().noneMatch(state -> state.ids().equals(ObjectState.UNKNOWN));
  }

  /** For people: a line for each object. */
  public String description() {
    return String.join("\n", states.stream().map(ObjectState::description).toList());
  }

  /** All but the details for people, in one ASCII text of a line for each object. */
  public String encoded() {
    StringBuilder text = new StringBuilder(FORMAT);
    for (ObjectState state : states) {
      ObjectName object = state.object();
      text.append('\n')
          .append(object.type())
          .append(' ')
          .append(object.schema() == null ? "" : URLEncoder.encode(object.schema(), UTF_8))
          .append(' ')
          .append(URLEncoder.encode(object.name(), UTF_8))
          .append(state.present() ? " present " : " absent ")
          .append(state.definition())
          .append(' ')
          .append(state.ids());
    }
    return text.toString();
  }

  /**
   * Reads what {@link #encoded()} wrote.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Fingerprint decode(String encoded) {
    String[] lines = encoded.split("\n", -1);
    if (!lines[0].equals(FORMAT)) {
      throw new IllegalArgumentException("not a fingerprint of format 1: " + lines[0]);
    }
    List<ObjectState> states = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      states.add(state(lines[i].split(" ", -1)));
    }
    return new Fingerprint(states);
  }

  private static ObjectState state(String[] words) {
    if (words.length != 6) {
      throw new IllegalArgumentException("not a line of a fingerprint: " + String.join(" ", words));
    }
    ObjectName object =
        new ObjectName(
            ObjectName.Type.valueOf(words[0]),
            words[1].isEmpty() ? null : URLDecoder.decode(words[1], UTF_8),
            URLDecoder.decode(words[2], UTF_8));
    return new ObjectState(object, words[3].equals("present"), words[4], words[5], "");
  }

  /** With their schemas; an index is a part of its table. */
  private static List<ObjectName> resolved(@Nullable String schema, List<ObjectName> objects) {
    return objects.stream()
        .filter(object -> object.type() != ObjectName.Type.INDEX)
        .map(object -> resolved(schema, object))
        .toList();
  }

  private static ObjectName resolved(@Nullable String schema, ObjectName object) {
    return switch (object.type()) {
      case DATABASE, ACCOUNT -> object;
      default ->
          object.schema() == null ? new ObjectName(object.type(), schema, object.name()) : object;
    };
  }
}
