package dev.migrate.backup.file;

/**
 * Where a backup was taken.
 *
 * @param vendor {@code MySQL} or {@code MariaDB}
 * @param version the server's version, as it says it
 * @param database the database's name
 * @param sqlMode the server's global sql_mode
 * @param characterSet the database's default character set
 * @param collation the database's default collation
 * @param timeZone the server's time zone; the values in the file are in UTC whatever it is
 * @param lowerCaseTableNames the server's lower_case_table_names
 */
public record Source(
    String vendor,
    String version,
    String database,
    String sqlMode,
    String characterSet,
    String collation,
    String timeZone,
    int lowerCaseTableNames) {}
