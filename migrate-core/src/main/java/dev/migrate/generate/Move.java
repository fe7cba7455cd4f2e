package dev.migrate.generate;

/**
 * A migration that is moved behind others.
 *
 * @param link as it is
 * @param version the version it gets; its own where that is behind the others already
 * @param revises what its head is to say that it comes after
 */
public record Move(Link link, String version, String revises) {

  /** Whether its file has to be changed at all. */
  public boolean changes() {
    return !version.equals(link.version()) || !revises.equals(link.revises());
  }
}
