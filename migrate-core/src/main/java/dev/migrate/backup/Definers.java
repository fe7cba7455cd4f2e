package dev.migrate.backup;

import dev.migrate.backup.wire.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells which definers are no accounts, as far as the account may look. */
final class Definers {

  private static final Set<Integer> NO_PRIVILEGE = Set.of(1044, 1142, 1143, 1227);

  private Definers() {}

  /** Warns of definers that are no account here; a restore keeps them. */
  static void check(CatalogSession session, List<ObjectSource> objects) throws SQLException {
    Set<String> definers = new TreeSet<>();
    for (ObjectSource object : objects) {
      if (object.definer() != null) {
        definers.add(object.definer());
      }
    }
    if (definers.isEmpty()) {
      return;
    }
    try {
      for (Row row : session.query("SELECT user, host FROM mysql.user")) {
        String host = row.required(1);
        definers.remove(row.required(0) + "@" + host);
        if (host.isEmpty()) {
          definers.remove(row.required(0));
        }
      }
    } catch (SQLException e) {
      if (NO_PRIVILEGE.contains(e.getErrorCode())) {
        return;
      }
      throw e;
    }
    for (String definer : definers) {
      session.warn("the definer " + definer + " of some objects is no account of this server");
    }
  }
}
