package dev.migrate.outcome;

import org.jspecify.annotations.Nullable;

/** A setting, a file name or a command line that cannot be worked with; nothing was changed. */
public final class ConfigurationException extends MigrateException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(Problem problem) {
    this(problem, null);
  }

  public ConfigurationException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
