package dev.migrate.campaign;

/** What dies. */
enum Death {
  /** The connections, at a chosen packet. */
  PACKET,
  /** The connections, at a moment that nobody chose. */
  MOMENT,
  /** The client's process, by {@code kill -9}. */
  CLIENT,
  /** The server's process, by {@code kill -9}. */
  SERVER
}
