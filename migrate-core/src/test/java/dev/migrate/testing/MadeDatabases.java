package dev.migrate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.migrate.environment.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sees which databases a goal makes; others, of tests beside it, are none of its business. */
public final class MadeDatabases implements AutoCloseable {

  private static final Pattern MAKE = Pattern.compile("CREATE DATABASE `(\\w+)`");

  private final DatabaseSettings database;
  private final Proxy proxy;
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  private MadeDatabases(DatabaseSettings database, Proxy proxy) {
    this.database = database;
    this.proxy = proxy;
  }

  /** Of goals that reach the database by {@link #way}. */
  public static MadeDatabases beside(DatabaseSettings database) {
    try {
      MadeDatabases made =
          new MadeDatabases(database, Proxy.before(database.host(), database.port()));
      made.proxy.watch(
          packet -> {
            Matcher make = MAKE.matcher(packet.text());
            if (make.find()) {
              made.names.add(make.group(1));
            }
            return null;
          });
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same database, where it is seen what is made. */
  public DatabaseSettings way() {
    return TestServer.at(database, proxy.port());
  }

  /** Fails unless there were some and all are gone. */
  public void requireDropped() {
    assertFalse(names.isEmpty(), "none was made");
    List<String> left = TestServer.query(database, "SHOW DATABASES");
    assertEquals(List.of(), names.stream().filter(left::contains).toList());
  }

  @Override
  public void close() {
    try {
      proxy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
