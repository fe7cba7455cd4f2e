package dev.migrate.generate.jpa;

import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.Collection;
import java.util.Properties;

/** What the worker is asked, as it reads it. */
final class WorkerRequest {

  private static final String MYSQL_DRIVER = "com.mysql.cj.jdbc.Driver";
  private static final String MARIADB_DRIVER = "org.mariadb.jdbc.Driver";

  private WorkerRequest() {}

  /**
   * @param product the server's name as {@link #product} gives it
   */
  static Properties of(Mapping mapping, ServerVersion server, String product) {
    Properties request = new Properties();
    put(request, "class", mapping.classes());
    put(request, "package", mapping.packages());
    put(request, "resource", mapping.resources());
    put(request, "url", mapping.urls());
    mapping.settings().forEach((name, value) -> request.setProperty("setting." + name, value));
    request.setProperty("product", product);
    request.setProperty("driver", product + " Connector/J");
    request.setProperty("major", Integer.toString(server.major()));
    request.setProperty("minor", Integer.toString(server.minor()));
    boolean mariadb = server.vendor() == Vendor.MARIADB;
    request.setProperty("version", server.number() + (mariadb ? "-MariaDB" : ""));
    return request;
  }

  /**
   * The server's name as the application's driver gives it: Connector/J calls every server MySQL,
   * and Hibernate then writes tables where it would write sequences.
   */
  static String product(ServerVersion server, ClassPath classPath) {
    boolean asMysql =
        server.vendor() == Vendor.MYSQL
            || (classPath.hasClass(MYSQL_DRIVER) && !classPath.hasClass(MARIADB_DRIVER));
    return (asMysql ? Vendor.MYSQL : Vendor.MARIADB).text();
  }

  private static void put(Properties request, String name, Collection<String> values) {
    int index = 0;
    for (String value : values) {
      request.setProperty(name + "." + index++, value);
    }
  }
}
