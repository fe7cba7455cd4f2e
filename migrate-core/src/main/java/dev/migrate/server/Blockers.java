package dev.migrate.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who keeps a session waiting, as far as the server tells and the account may see. Looking never
 * fails: what may not be seen is said so.
 *
 * @param certainty how the sessions were found
 * @param sessions the blockers or candidates, who has been at it longest first
 * @param hint what would let the server tell more; empty when it tells all
 */
public record Blockers(Certainty certainty, List<Blocker> sessions, String hint) {

  /** Nothing was looked for, or nothing is in the way. */
  public static final Blockers NONE = new Blockers(Certainty.CERTAIN, List.of(), "");

  private static final int SHOWN = 5;

  /** How sure it is that a session is in the way. */
  public enum Certainty {
    /** The server says that it holds what is waited for. */
    CERTAIN,
    /** It has a transaction or statement that may hold it; the server does not tell. */
    CANDIDATE,
    /** The account may not look. */
    UNKNOWN
  }

  public Blockers {
    sessions = List.copyOf(sessions);
  }

  /**
   * Who keeps the statement of a session from a lock right now.
   *
   * @param observer another connection to the same server
   * @param version the server's
   * @param connectionId the session that waits
   */
  public static Blockers of(Connection observer, ServerVersion version, long connectionId) {
    LockLook look = new LockLook(observer, version.vendor(), connectionId);
    Optional<List<Held>> certain =
        look.rowLocks()
            .filter(found -> !found.isEmpty())
            .or(
                () ->
                    look.metadataLocks()
                        .filter(found -> !found.isEmpty() || look.metadataLocksKept()))
            .or(look::lockInfo);
    return certain
        .map(held -> found(Certainty.CERTAIN, look, held, ""))
        .orElseGet(() -> candidates(look, version.vendor(), look.candidates(0)));
  }

  /**
   * Who has used a table in a transaction that is still open: what a rebuild would have to wait for
   * at its start and at its end.
   *
   * @param connection any connection to the server; its own session does not count
   * @param seconds younger transactions do not count; where the server does not tell who uses the
   *     table every transaction open for a minute is a candidate
   */
  public static Blockers before(
      Connection connection,
      ServerVersion version,
      long connectionId,
      String schema,
      String table,
      long seconds) {
    LockLook look = new LockLook(connection, version.vendor(), connectionId);
    Optional<List<Held>> users = look.usersOf(schema, table);
    if (users.isPresent()) {
      Blockers all = found(Certainty.CERTAIN, look, users.get(), "");
      return new Blockers(
          all.certainty, all.sessions.stream().filter(b -> age(b) >= seconds).toList(), "");
    }
    Optional<List<Held>> open = look.candidates(60);
    return open.isEmpty() ? NONE : candidates(look, version.vendor(), open);
  }

  private static Blockers candidates(LockLook look, Vendor vendor, Optional<List<Held>> open) {
    if (open.isEmpty()) {
      return new Blockers(
          Certainty.UNKNOWN,
          List.of(),
          "as an administrator of the server: GRANT PROCESS ON *.* TO the account");
    }
    String hint =
        vendor == Vendor.MARIADB
            ? "INSTALL SONAME 'metadata_lock_info' lets MariaDB tell"
            : "GRANT SELECT ON performance_schema.* TO the account lets it see";
    return found(Certainty.CANDIDATE, look, open.get(), hint);
  }

  private static Blockers found(Certainty certainty, LockLook look, List<Held> held, String hint) {
    Map<Long, List<String>> byId = new LinkedHashMap<>();
    for (Held one : held) {
      List<String> what = byId.computeIfAbsent(one.id(), id -> new ArrayList<>());
      if (one.what() != null && !what.contains(one.what())) {
        what.add(one.what());
      }
    }
    Map<Long, Long> ages = look.transactionAges(byId.keySet());
    List<Blocker> blockers = new ArrayList<>();
    try {
      Session.read(look.connection(), byId.keySet())
          .forEach(
              (id, session) -> {
                List<String> what = byId.getOrDefault(id, List.of());
                blockers.add(
                    new Blocker(
                        session, what.isEmpty() ? null : String.join(", ", what), ages.get(id)));
              });
    } catch (SQLException e) {
      return new Blockers(Certainty.UNKNOWN, List.of(), hint);
    }
    blockers.sort((a, b) -> Long.compare(age(b), age(a)));
    return new Blockers(certainty, blockers, hint);
  }

  private static long age(Blocker blocker) {
    Long transaction = blocker.transactionSeconds();
    return Math.max(blocker.session().seconds(), transaction == null ? 0 : transaction);
  }

  /** The connection ids, as {@code KILL} takes them. */
  public List<Long> ids() {
    return sessions.stream().map(blocker -> blocker.session().id()).toList();
  }

  /** One clause: who is in the way, and how sure that is. */
  public String sentence() {
    return "it is held by " + who();
  }

  /** Who is in the way, and how sure that is, to follow "held by". */
  public String who() {
    String list =
        sessions.stream().limit(SHOWN).map(Blocker::text).collect(Collectors.joining("; "))
            + (sessions.size() > SHOWN ? "; and " + (sessions.size() - SHOWN) + " more" : "");
    return switch (certainty) {
      case CERTAIN -> sessions.isEmpty() ? "a session that was gone too soon to be seen" : list;
      case CANDIDATE ->
          sessions.isEmpty()
              ? "a session that the server does not tell; no other transaction is open"
              : "one that the server does not tell; candidates only, by their open transactions and"
                  + " statements: "
                  + list;
      case UNKNOWN -> "a session that this account may not see";
    };
  }

  /** What to do: wait for them, or the {@code KILL} to paste; the hint comes with it. */
  public String fix() {
    String kills =
        ids().stream().limit(SHOWN).map(id -> "KILL " + id).collect(Collectors.joining("; "));
    String wait =
        switch (certainty) {
          case CERTAIN -> kills.isEmpty() ? "" : "wait for them to end, or end them: " + kills;
          case CANDIDATE -> kills.isEmpty() ? "" : "wait for the one it is, or end it: " + kills;
          case UNKNOWN -> "";
        };
    if (wait.isEmpty() || hint.isEmpty()) {
      return wait + hint;
    }
    return wait + " (" + hint + ")";
  }
}
