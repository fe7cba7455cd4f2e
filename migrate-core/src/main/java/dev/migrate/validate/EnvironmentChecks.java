package dev.migrate.validate;

import dev.migrate.environment.RuleSettings;
import dev.migrate.environment.TargetServer;
import dev.migrate.outcome.Problem;
import dev.migrate.server.Grants;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a server, and the account there, are fit for what a run is about to do. */
public final class EnvironmentChecks {

  private static final Duration CLOCKS = Duration.ofMinutes(5);

  /** What a statement takes beyond the privileges that every upgrade takes. */
  private static final Map<ObjectName.Type, List<String>> CREATING =
      Map.of(
          ObjectName.Type.VIEW, List.of("CREATE VIEW"),
          ObjectName.Type.TRIGGER, List.of("TRIGGER"),
          ObjectName.Type.PROCEDURE, List.of("CREATE ROUTINE", "ALTER ROUTINE"),
          ObjectName.Type.FUNCTION, List.of("CREATE ROUTINE", "ALTER ROUTINE"),
          ObjectName.Type.EVENT, List.of("EVENT"));

  /** Whoever has none of these is not meant to change anything. */
  private static final Set<String> CHANGING =
      Set.of("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP");

  /**
   * What is looked at.
   *
   * @param address as messages name it
   * @param schema the database
   * @param loopback whether the server is on this very machine
   * @param protection whether the policy wants a protected connection
   * @param target the server that the migrations are for, as the project says
   * @param pending what is to be executed; empty for nothing
   * @param now whether it is executed next, by this very account; else it may be one that only
   *     looks
   */
  public record Asked(
      ServerVersion version,
      String address,
      String schema,
      boolean loopback,
      boolean protection,
      Optional<TargetServer> target,
      List<Statement> pending,
      boolean now) {

    public Asked {
      pending = List.copyOf(pending);
    }
  }

  private final Connection connection;
  private final Asked asked;
  private final RuleSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  private EnvironmentChecks(Connection connection, Asked asked, RuleSettings settings) {
    this.connection = connection;
    this.asked = asked;
    this.settings = settings;
  }

  /** What is not as it should be; reads only. */
  public static List<Finding> find(Connection connection, Asked asked, RuleSettings settings)
      throws SQLException {
    EnvironmentChecks checks = new EnvironmentChecks(connection, asked, settings);
    checks.target();
    checks.protection();
    checks.session();
    checks.privileges();
    return checks.findings;
  }

  private void target() {
    ServerVersion version = asked.version();
    Optional<TargetServer> target = asked.target();
    TargetServer is = new TargetServer(version.vendor().text(), version.major(), version.minor());
    if (target.isPresent() && !target.get().equals(is)) {
      add(
          Severity.WARNING,
          "target-server-differs",
          "The migrations are for " + target.get().text() + ", and this is " + version.text() + ".",
          "Prove them on a server of this line, or correct <targetServer>.");
    }
  }

  private void protection() throws SQLException {
    String cipher = column("SHOW SESSION STATUS LIKE 'Ssl_cipher'", 2);
    if (cipher.isEmpty() && (asked.protection() || !asked.loopback())) {
      add(
          Severity.WARNING,
          "tls-not-in-force",
          "The connection is not protected: whoever is between can read and change what is sent.",
          "<tls>required</tls> in the environment's entry, and a server with certificates.");
    }
  }

  private void session() throws SQLException {
    String query =
        "SELECT @@global.sql_mode, @@session.time_zone, @@system_time_zone,"
            + " UNIX_TIMESTAMP(), @@log_bin, @@log_bin_trust_function_creators";
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      mode(row.getString(1));
      zone(row.getString(2), row.getString(3));
      clock(Instant.ofEpochSecond(row.getLong(4)));
      programs(row.getBoolean(5) && !row.getBoolean(6));
    }
  }

  private void mode(String modes) {
    if (!modes.contains("STRICT_TRANS_TABLES") && !modes.contains("STRICT_ALL_TABLES")) {
      add(
          Severity.WARNING,
          "sql-mode-not-strict",
          "The server's sql_mode is not strict: values that do not fit are cut instead of refused.",
          "SET PERSIST sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES') on MySQL, the"
              + " configuration file's sql_mode on MariaDB.");
    }
  }

  private void zone(String session, String system) {
    String zone = session.equals("SYSTEM") ? system : session;
    if (!Set.of("UTC", "+00:00", "GMT", "ETC/UTC").contains(zone.toUpperCase(Locale.ROOT))) {
      add(
          Severity.INFO,
          "time-zone-not-utc",
          "The server's time zone is "
              + zone
              + ": CURRENT_TIMESTAMP and literals of TIMESTAMP columns mean local time.",
          "Nothing has to be done where every environment has the same one.");
    }
  }

  private void clock(Instant server) {
    Duration apart = Duration.between(server, Instant.now()).abs();
    if (apart.compareTo(CLOCKS) > 0) {
      add(
          Severity.WARNING,
          "clock-differs",
          "The server's clock and this machine's are " + apart.toMinutes() + " minutes apart.",
          "Correct the clock: ages of backups and the order of versions depend on it.");
    }
  }

  /** Error 1419: with binary logging, who makes functions or triggers has to be trusted. */
  private void programs(boolean distrusted) throws SQLException {
    boolean makes =
        asked.pending().stream()
            .filter(statement -> statement.kind() == StatementKind.DDL)
            .flatMap(statement -> statement.objects().stream())
            .map(ObjectName::type)
            .anyMatch(type -> type == ObjectName.Type.TRIGGER || type == ObjectName.Type.FUNCTION);
    if (distrusted && makes && !grants().everywhere("SUPER")) {
      add(
          Severity.ERROR,
          "program-creators-untrusted",
          "Pending migrations make triggers or functions, which the server refuses (error 1419)"
              + " while it writes the binary log and log_bin_trust_function_creators is OFF.",
          "SET GLOBAL log_bin_trust_function_creators = ON, or the parameter of that name at a"
              + " managed service.");
    }
  }

  private void privileges() throws SQLException {
    Grants grants = grants();
    Set<String> needed = new LinkedHashSet<>(LeastGrants.upgrade());
    for (Statement statement : asked.pending()) {
      if (statement.kind() == StatementKind.DDL) {
        statement.objects().stream()
            .map(object -> CREATING.getOrDefault(object.type(), List.of()))
            .forEach(needed::addAll);
      }
    }
    List<String> missing =
        needed.stream().filter(each -> !grants.on(asked.schema(), each)).toList();
    if (missing.isEmpty()) {
      return;
    }
    boolean looks = !asked.now() && missing.containsAll(CHANGING);
    add(
        looks ? Severity.WARNING : Severity.ERROR,
        "privileges-missing",
        "The account lacks "
            + String.join(", ", missing)
            + " on the database "
            + asked.schema()
            + ", which an upgrade takes"
            + (looks ? "; it changes nothing, and so may look only." : "."),
        "Let an administrator run what mvn migrate:validate -Dmigrate.grants prints"
            + (looks ? ", if it is to upgrade, too." : "."));
  }

  private Grants grants() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return Grants.of(lines);
  }

  private String column(String query, int column) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(column)) : "";
    }
  }

  private void add(Severity severity, String code, String message, String fix) {
    Finding.of(Problem.of(code, message).at(asked.address()).fix(fix), severity, settings)
        .ifPresent(findings::add);
  }
}
