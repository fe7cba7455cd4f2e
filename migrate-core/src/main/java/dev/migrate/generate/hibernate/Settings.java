package dev.migrate.generate.hibernate;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.engine.jdbc.dialect.internal.StandardDialectResolver;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.jspecify.annotations.Nullable;

/**
 * What Hibernate is set to: the project's settings without those that need a database, a cache or a
 * transaction manager, and the server's product and version instead of a connection.
 */
final class Settings {

  /** Ends each statement of the script; occurs in none. */
  static final String DELIMITER = ";-- end of statement";

  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "hibernate\\.(connection|hikari|c3p0|agroal|proxool|cache|transaction|search|jta|jndi)\\..*"
              + "|hibernate\\.(hbm2ddl|multi_?[tT]enan|default_(catalog|schema)|format_sql"
              + "|highlight_sql|boot\\.allow|temp\\.use_jdbc|resource\\.beans).*"
              + "|(javax|jakarta)\\.persistence\\.(jdbc|schema-generation|database|bean)[.-].*"
              + "|(javax|jakarta)\\.persistence\\.(create-database-schemas|sql-load-script-source"
              + "|jtaDataSource|nonJtaDataSource|validation\\.factory)");

  private static final Pattern KEPT =
      Pattern.compile("hibernate\\.hbm2ddl\\.(schema_filter_provider|default_constraint_mode)");

  private Settings() {}

  static Map<String, Object> of(Request request) {
    Map<String, Object> settings = new HashMap<>();
    request
        .settings()
        .forEach(
            (name, value) -> {
              if (KEPT.matcher(name).matches() || !LEFT_OUT.matcher(name).matches()) {
                settings.put(name, value);
              }
            });
    withoutConnection(settings);
    for (String api : new String[] {"javax", "jakarta"}) {
      putServer(settings, api + ".persistence.", request);
    }
    chooseDialect(settings, request);
    return settings;
  }

  /** These outweigh what a {@code hibernate.properties} on the class path says, too. */
  private static void withoutConnection(Map<String, Object> settings) {
    settings.put("hibernate.boot.allow_jdbc_metadata_access", "false");
    settings.put("hibernate.temp.use_jdbc_metadata_defaults", "false");
    settings.put(
        "hibernate.connection.provider_class",
        "org.hibernate.engine.jdbc.connections.internal.UserSuppliedConnectionProviderImpl");
    settings.put("hibernate.cache.use_second_level_cache", "false");
    settings.put("hibernate.cache.use_query_cache", "false");
    settings.put(
        "hibernate.cache.region.factory_class",
        "org.hibernate.cache.internal.NoCachingRegionFactory");
    settings.put("hibernate.format_sql", "false");
    settings.put("hibernate.highlight_sql", "false");
    settings.put("hibernate.hbm2ddl.auto", "none");
    settings.put("hibernate.hbm2ddl.delimiter", DELIMITER);
    settings.put("hibernate.hbm2ddl.skip_default_import_file", "true");
    settings.put("hibernate.hbm2ddl.import_files", "META-INF/no-rows-of-this-name.sql");
  }

  private static void putServer(Map<String, Object> settings, String prefix, Request request) {
    settings.put(prefix + "database-product-name", request.value("product"));
    settings.put(prefix + "database-product-version", request.value("version"));
    settings.put(prefix + "database-major-version", request.value("major"));
    settings.put(prefix + "database-minor-version", request.value("minor"));
    settings.put(prefix + "schema-generation.database.action", "none");
    settings.put(prefix + "schema-generation.scripts.action", "create");
    settings.put(prefix + "schema-generation.create-source", "metadata");
  }

  /**
   * A dialect that the project names counts if it is one of this family: others belong to the
   * database of its tests. Hibernate 5 asks the connection for the dialect, later lines take the
   * server's name and version.
   */
  private static void chooseDialect(Map<String, Object> settings, Request request) {
    Object named = settings.get("hibernate.dialect");
    if (named != null && !isOfThisFamily(named.toString())) {
      settings.remove("hibernate.dialect");
    }
    boolean asks = org.hibernate.Version.getVersionString().startsWith("5.");
    if (asks && !settings.containsKey("hibernate.dialect")) {
      Dialect dialect = new StandardDialectResolver().resolveDialect(new Server(request));
      settings.put("hibernate.dialect", dialect.getClass().getName());
    }
  }

  private static boolean isOfThisFamily(String name) {
    @Nullable Class<?> dialect = EntitySchema.classNamed(name);
    // Hibernate takes short names, too: MySQL, MariaDB.
    return dialect == null
        ? name.matches("(MySQL|MariaDB)\\w*")
        : MySQLDialect.class.isAssignableFrom(dialect);
  }

  /** The server as Hibernate 5 would find it through the project's driver. */
  private record Server(Request request) implements DialectResolutionInfo {
    @Override
    public String getDatabaseName() {
      return request.value("product");
    }

    @Override
    public int getDatabaseMajorVersion() {
      return request.number("major");
    }

    @Override
    public int getDatabaseMinorVersion() {
      return request.number("minor");
    }

    @Override
    public String getDriverName() {
      return request.value("driver");
    }

    @Override
    public int getDriverMajorVersion() {
      return 0;
    }

    @Override
    public int getDriverMinorVersion() {
      return 0;
    }
  }
}
