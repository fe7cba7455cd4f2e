package dev.migrate.backup.file;

/** The sql_mode of the session that reads a backup; part of the format. */
public final class Session {

  private Session() {}

  /**
   * Before an INSERT with values that a strict session refuses, such as an ENUM's error value
   * (Reference Manual, "The ENUM Type").
   */
  public static final String LENIENT =
      "SET sql_mode='ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO';\n";

  /** The mode of everything else: nothing is changed in silence, and every value there was fits. */
  public static final String STRICT =
      "SET sql_mode='STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO';\n";
}
