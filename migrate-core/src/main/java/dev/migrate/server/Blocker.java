package dev.migrate.server;

import org.jspecify.annotations.Nullable;

/**
 * A session that another one waits for, or may wait for.
 *
 * @param session who it is
 * @param holds what it holds: {@code SHARED_READ on shop.orders}; null when not known
 * @param transactionSeconds how long its transaction is open; null when not known or none is
 */
public record Blocker(Session session, @Nullable String holds, @Nullable Long transactionSeconds) {

  /** For people: who, for how long, with what. */
  public String text() {
    return session.text()
        + (transactionSeconds == null ? "" : ", transaction open for " + transactionSeconds + " s")
        + (holds == null ? "" : ", holds " + holds);
  }
}
