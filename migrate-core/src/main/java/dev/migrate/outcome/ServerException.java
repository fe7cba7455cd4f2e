package dev.migrate.outcome;

import org.jspecify.annotations.Nullable;

/** Infrastructure that does not do its part: server, network, disk, an external command. */
public final class ServerException extends MigrateException {

  private static final long serialVersionUID = 1L;

  public ServerException(Problem problem) {
    this(problem, null);
  }

  public ServerException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
