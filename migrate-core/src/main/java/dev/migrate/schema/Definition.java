package dev.migrate.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.server.Identifier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An object's definition as the server prints it.
 *
 * @param hash of what matters of it, or {@link ObjectState#UNKNOWN}
 * @param detail for people
 */
record Definition(String hash, String detail) {

  private static final int HASH_LENGTH = 32;

  private static final Definition UNKNOWN = new Definition(ObjectState.UNKNOWN, "");

  /** What rows that come change: the next value, and the partitions MariaDB adds by itself. */
  private static final Pattern BY_ROWS =
      Pattern.compile(" AUTO_INCREMENT=\\d+|(?<=AUTO PARTITIONS) \\d+");

  private static final Pattern COLUMN = Pattern.compile("^ +`", Pattern.MULTILINE);

  /** The query that prints it. */
  static String query(Presence.Found found) {
    if (found.isView()) {
      return view(found);
    }
    String name =
        switch (found.object().type()) {
          case DATABASE -> Identifier.quote(found.name());
          default -> Identifier.quote(found.schema()) + "." + Identifier.quote(found.name());
        };
    String type = found.isTable() ? "TABLE" : found.object().type().name().replace('_', ' ');
    return "SHOW CREATE " + type + " " + name;
  }

  /** SHOW CREATE VIEW leaves the schema out of its names if it is the current one. */
  private static String view(Presence.Found found) {
    return "SELECT view_definition AS `Create View`, check_option, definer, security_type,"
        + " character_set_client, collation_connection FROM information_schema.views"
        + " WHERE table_schema = "
        + Presence.literal(found.schema())
        + " AND table_name = "
        + Presence.literal(found.name())
        + " LIMIT 1";
  }

  static Definition of(Presence.Found found, Rows answer) {
    if (answer.rows().isEmpty()) {
      return UNKNOWN;
    }
    StringBuilder text = new StringBuilder();
    String detail = "";
    for (int i = 0; i < answer.labels().size(); i++) {
      String label = answer.labels().get(i);
      String value = answer.rows().get(0).get(i);
      if (label.startsWith("Create ") || label.equals("SQL Original Statement")) {
        if (value == null || value.isEmpty() || value.startsWith("CREATE TEMPORARY")) {
          return UNKNOWN;
        }
        detail = found.isTable() ? columns(value) : "";
      }
      if (!label.equals("Created")) {
        text.append(label).append('=').append(value).append('\n');
      }
    }
    return new Definition(hash(BY_ROWS.matcher(text).replaceAll("")), detail);
  }

  private static String columns(String table) {
    long count = COLUMN.matcher(table).results().count();
    return count == 1 ? "1 column" : count + " columns";
  }

  ObjectState state(Presence.Found found, String ids) {
    return new ObjectState(found.object(), true, hash, ids, detail);
  }

  /** SHA-256, the first half of it: enough to tell two texts apart. */
  static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
