package dev.migrate.schema;

import dev.migrate.server.Identifier;
import dev.migrate.sql.ObjectName;
import java.util.Locale;

/**
 * How one object of a server was at a moment.
 *
 * @param object its name; with its schema, unless it is a database or an account
 * @param present whether it exists
 * @param definition hash of its definition as the server prints it, {@code -} if it is absent,
 *     {@link #UNKNOWN} if the account may not read it
 * @param ids hash of the ids of its InnoDB tables, {@code -} if it has none or none were asked for,
 *     {@link #UNKNOWN} if the account may not read them
 * @param detail {@code 12 columns}, or empty
 */
public record ObjectState(
    ObjectName object, boolean present, String definition, String ids, String detail) {

  /** In place of a hash: it could not be read. */
  public static final String UNKNOWN = "?";

  static final String NONE = "-";

  static ObjectState absent(ObjectName object) {
    return new ObjectState(object, false, NONE, NONE, "");
  }

  /** Whether the server would tell the definition and all that was asked for. */
  boolean isKnown() {
    return !definition.equals(UNKNOWN);
  }

  /** Whether the ids of its InnoDB tables were read; false too where it is no InnoDB table. */
  boolean hasIds() {
    return !ids.equals(UNKNOWN) && !ids.equals(NONE);
  }

  boolean isSameAs(ObjectState other) {
    return present == other.present && definition.equals(other.definition) && ids.equals(other.ids);
  }

  /** {@code table `shop`.`orders`}. */
  public String name() {
    return text(object);
  }

  /** {@code table `shop`.`orders`: exists, 12 columns}, or {@code ...: absent}. */
  public String description() {
    if (!present) {
      return name() + ": absent";
    }
    String unreadable = isKnown() ? "" : ", but its definition cannot be read";
    return name() + ": exists" + (detail.isEmpty() ? "" : ", " + detail) + unreadable;
  }

  private static String text(ObjectName object) {
    String type = object.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (object.type() == ObjectName.Type.ACCOUNT) {
      return type + " " + object.name();
    }
    String schema = object.schema() == null ? "" : Identifier.quote(object.schema()) + ".";
    return type + " " + schema + Identifier.quote(object.name());
  }
}
