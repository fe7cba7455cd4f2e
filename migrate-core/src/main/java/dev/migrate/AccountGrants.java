package dev.migrate;

import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import dev.migrate.validate.LeastGrants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The privileges that each goal takes, for the account of a run. */
final class AccountGrants {

  private AccountGrants() {}

  static List<Report.Grants> of(Workplace workplace) throws SQLException {
    ServerVersion version = workplace.found().database().version();
    boolean mysql = version.vendor() == Vendor.MYSQL;
    String query = "SELECT CURRENT_USER(), " + (mysql ? "@@partial_revokes" : "0");
    try (Statement statement = workplace.connection().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      LeastGrants grants =
          new LeastGrants(version, row.getString(1), workplace.schema(), row.getBoolean(2));
      boolean scratch =
          workplace.environment().policy().scratch()
              && workplace.environment().scratch().server().isEmpty();
      return grants.byGoal(workplace.environment().policy().backup(), scratch).entrySet().stream()
          .map(each -> new Report.Grants(each.getKey(), each.getValue()))
          .toList();
    }
  }
}
