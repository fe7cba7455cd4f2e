package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.Form;
import dev.migrate.backup.wire.Wire;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.BackupException;
import dev.migrate.server.Database;
import dev.migrate.testing.MadeDatabases;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database with everything that may go wrong, restored, is the one that was backed up. */
class RestoredCopyTest {

  @TempDir Path folder;
  private final DatabaseSettings source = TestServer.freshDatabase();
  private final DatabaseSettings target = TestServer.freshDatabase();
  private Database server;

  @BeforeEach
  void fill() throws Exception {
    server = Database.open(source, "copy", event -> {});
    try (Wire wire = Wire.of(server.worker())) {
      NastyDatabase.fill(wire, source.name());
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Path taken() {
    return Dump.take(
            new DumpOrder(
                "test",
                "copy",
                source.name(),
                null,
                folder,
                Form.ZSTD,
                null,
                2,
                List.of(),
                false,
                Duration.ofSeconds(5)),
            server::worker,
            event -> {})
        .file();
  }

  private Map<String, RowSums.Sum> sums(String database) throws Exception {
    Map<String, RowSums.Sum> sums = new TreeMap<>();
    try (Wire wire = Wire.of(server.worker(database))) {
      Catalog catalog = Catalog.read(wire, database, TableFilter.of(List.of()), false);
      DumpSession.prepare(wire, database);
      for (TableSource table : catalog.tables()) {
        sums.put(table.name(), RowSums.of(wire, table));
      }
    }
    return sums;
  }

  private void requireSame() throws Exception {
    assertEquals(sums(source.name()), sums(target.name()));
    Map<String, String> before = Printed.all(source);
    Map<String, String> after = Printed.all(target);
    before.forEach((name, text) -> assertEquals(text, after.get(name), name));
    assertEquals(before.keySet(), after.keySet());
  }

  @Test
  void in_place_of_another() throws Exception {
    try (Wire wire = Wire.of(server.worker(target.name()))) {
      NastyDatabase.fill(wire, target.name());
      wire.execute("CREATE TABLE another (id INT PRIMARY KEY)");
    }
    try {
      Restoring.into(target).replace(taken());

      requireSame();
    } finally {
      ReplaceTest.dropAll(target.name());
    }
  }

  @Test
  void verified_by_restoring_it_leaves_no_database_behind() {
    Path file = taken();
    TestServer.execute(source, "CREATE DATABASE migrate_verify_00000001");

    try (BackupFile backup = BackupFile.open(file, null);
        MadeDatabases made = MadeDatabases.beside(source);
        Database through = Database.open(made.way(), "verify", event -> {})) {
      long rows =
          RestoreVerification.verify(
              backup, "verify", 2, through::worker, through::observer, event -> {});
      assertEquals(backup.manifest().rows(), rows);
      made.requireDropped();
    }

    assertEquals(
        List.of(), TestServer.query(source, "SHOW DATABASES LIKE 'migrate\\_verify\\_00000001'"));
  }

  @Test
  void verification_notices_a_row_that_is_not_the_one_backed_up() {
    Path file =
        new TestBackup()
            .table("t", "CREATE TABLE t (id INT PRIMARY KEY, f FLOAT) ENGINE=InnoDB", "id", "f")
            .rows("(1,1.23456789012)")
            .write(folder, "inexact");

    try (BackupFile backup = BackupFile.open(file, null)) {
      BackupException e =
          assertThrows(
              BackupException.class,
              () ->
                  RestoreVerification.verify(
                      backup, "verify", 1, server::worker, server::observer, event -> {}));
      assertEquals("backup-not-restorable", e.problem().code());
    }
  }
}
