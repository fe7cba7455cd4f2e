package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.Manifest;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.environment.BackupForm;
import dev.migrate.environment.BackupKeySource;
import dev.migrate.environment.BackupSettings;
import dev.migrate.environment.BackupSource;
import dev.migrate.environment.Connections;
import dev.migrate.environment.Password;
import dev.migrate.environment.Policy;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backup before the first change, where the policy demands one. */
class BackupBeforeChangeTest {

  private static final Policy BACKED_UP =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, true, true, false, true, false, false);

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void filled() {
    project =
        TestProject.in(folder)
            .environment("staging", BACKED_UP)
            .write("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY);", "INSERT INTO a VALUES (7);")
            .write("U1__a.sql", "DROP TABLE a;");
    Report.Upgrade first = upgrade();
    assertNull(first.backup(), "of an empty database");
    assertTrue(noticed("empty"), project.events().toString());
    assertEquals(List.of(), files());
  }

  @Test
  void an_upgrade_takes_a_verified_backup_and_names_it() {
    project.write("V2__b.sql", "CREATE TABLE b (id INT);").write("U2__b.sql", "DROP TABLE b;");
    Report.Saved backup = Objects.requireNonNull(upgrade().backup());
    Path file = Objects.requireNonNull(backup.file());
    assertEquals(List.of(file.getFileName().toString()), files());
    assertEquals(folder.resolve("backups/staging"), file.getParent());
    assertEquals("parse", backup.verified());
    Manifest manifest = manifest(file);
    assertEquals(manifest.sha256(), backup.sha256());
    assertEquals("1", manifest.migrationVersion());
    assertEquals("staging", manifest.environment());
    assertEquals(
        file.getFileName().toString(), audited("goal = 'upgrade' AND version_before = '1'"));
    assertTrue(Files.exists(folder.resolve("backups/.gitignore")));
    // The tables of V2 are not in it: it was taken before.
    assertFalse(manifest.tables().stream().map(TableFacts::name).toList().contains("b"));

    Report.Downgrade downgrade = downgrade();
    assertNotNull(downgrade.backup());
    assertEquals(2, files().size());
  }

  @Test
  void a_run_without_work_takes_none() {
    upgrade();
    project.write("afterMigrate.sql", "DO 0;");
    upgrade();
    assertEquals(List.of(), files());
  }

  @Test
  void a_failed_run_names_the_backup_and_the_way_back() {
    project.write("V2__b.sql", "CREATE TABLE b (id INT);", "CREATE TABLE a (id INT);");
    MigrateException failed = assertThrows(MigrateException.class, this::upgrade);
    String name = files().get(0);
    assertTrue(String.valueOf(failed.problem().committed()).contains(name), failed.getMessage());
    assertTrue(
        String.valueOf(failed.problem().fix())
            .endsWith("mvn migrate:restore -Dmigrate.environment=staging -Dmigrate.file=" + name),
        failed.getMessage());

    project.write("V2__b.sql", "CREATE TABLE b (id INT);", "CREATE TABLE c (id INT);");
    assertNotNull(upgrade().backup());
    assertTrue(noticed("half way"), project.events().toString());
    assertEquals(2, files().size());
  }

  @Test
  void without_a_backup_nothing_is_changed() throws IOException {
    Files.writeString(folder.resolve("backups"), "a file is in the way");
    project.write("V2__b.sql", "CREATE TABLE b (id INT);");
    MigrateException refused = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("backup-write-failed", refused.problem().code());
    assertTrue(
        String.valueOf(refused.problem().committed()).contains("nothing"), refused.getMessage());
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES LIKE 'b'"));
    assertEquals(
        List.of("BEGUN|null|null", "ENDED|failed|backup-write-failed"),
        TestServer.query(
            project.database(),
            "SELECT phase, result, problem FROM migrate_audit WHERE version_before = '1'"
                + " ORDER BY at"));
  }

  @Test
  void a_command_may_make_the_backup() {
    project.backups(
        from(
            new BackupSource.Command(
                "echo working; echo \"snap-$MIGRATE_ENVIRONMENT-$MIGRATE_DATABASE\"",
                Duration.ofSeconds(20))));
    project.write("V2__b.sql", "CREATE TABLE b (id INT);", "CREATE TABLE a (id INT);");
    MigrateException failed = assertThrows(MigrateException.class, this::upgrade);
    String id = "snap-staging-" + project.database().name();
    assertTrue(
        failed.problem().text().contains("Or go back to the backup " + id), failed.getMessage());
    assertEquals(id, audited("version_before = '1'"));
    assertEquals(List.of(), files());
  }

  @Test
  void a_command_that_fails_stops_the_run_and_is_not_told() {
    project.backups(
        from(new BackupSource.Command("echo --token=s3cret; exit 3", Duration.ofSeconds(20))));
    project.write("V2__b.sql", "CREATE TABLE b (id INT);");
    MigrateException failed = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("backup-command-failed", failed.problem().code());
    assertFalse(failed.problem().text().contains("s3cret"), failed.getMessage());
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES LIKE 'b'"));
  }

  @Test
  void a_snapshot_may_stand_in_while_it_is_young() {
    project.write("V2__b.sql", "CREATE TABLE b (id INT);");
    Duration day = Duration.ofDays(1);
    Instant now = Instant.now();
    assertEquals("snapshot-missing", refused(new BackupSource.Snapshot(day, null)));
    assertEquals("snapshot-old", refused(snapshot(day, now.minus(Duration.ofHours(25)))));
    assertEquals("snapshot-old", refused(snapshot(day, now.plus(Duration.ofHours(1)))));
    project.backups(from(snapshot(day, now.minus(Duration.ofHours(2)))));
    assertEquals("s-1", Objects.requireNonNull(upgrade().backup()).identifier());
  }

  @Test
  void only_the_tables_that_pending_statements_touch_may_be_backed_up() {
    project.backups(from(new BackupSource.PendingTables()));
    project.write("V2__b.sql", "CREATE TABLE b (id INT);", "CREATE TABLE c (id INT);");
    assertNull(upgrade().backup());
    assertTrue(noticed("touches no table"), project.events().toString());
    project.write("V3__b.sql", "ALTER TABLE b ADD COLUMN x INT;", "UPDATE a SET id = 8;");
    Path file = Objects.requireNonNull(Objects.requireNonNull(upgrade().backup()).file());
    assertEquals(
        List.of("a", "b"),
        manifest(file).tables().stream().map(TableFacts::name).sorted().toList());
    assertTrue(manifest(file).partial());
    project.write("V4__c.sql", "CALL p();");
    assertEquals("backup-tables-unknown", refused(new BackupSource.PendingTables()));
  }

  @Test
  void an_encrypted_backup_needs_its_passphrase() {
    project.backups(
        new BackupSettings(
            folder.resolve("backups"),
            BackupForm.ZSTD,
            new Connections(2, 2),
            0,
            null,
            false,
            new BackupKeySource(true, () -> new Password.Fixed("right")),
            new BackupSource.Whole(),
            List.of(folder.resolve("backups"))));
    project.write("V2__b.sql", "CREATE TABLE b (id INT);");
    Path file = Objects.requireNonNull(Objects.requireNonNull(upgrade().backup()).file());
    assertTrue(file.toString().endsWith(".sql.zst.enc"), file.toString());
    MigrateException keyless =
        assertThrows(MigrateException.class, () -> BackupFile.open(file, null));
    assertEquals("backup-key-missing", keyless.problem().code());
  }

  @Test
  void several_schemas_are_more_than_a_backup_holds() {
    project.flyway("schemas", project.database().name() + ",elsewhere_" + System.nanoTime());
    project.flyway("createSchemas", "false");
    project.write("V2__b.sql", "CREATE TABLE b (id INT);");
    MigrateException refused = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("backup-several-schemas", refused.problem().code());
  }

  private static BackupSource snapshot(Duration maximum, Instant at) {
    return new BackupSource.Snapshot(maximum, new BackupSource.Taken("s-1", at));
  }

  private BackupSettings from(BackupSource source) {
    BackupSettings usual = BackupSettings.in(folder.resolve("backups"));
    return new BackupSettings(
        usual.folder(),
        usual.form(),
        usual.connections(),
        usual.keep(),
        usual.keepAge(),
        false,
        usual.key(),
        source,
        usual.folders());
  }

  private String refused(BackupSource source) {
    project.backups(from(source));
    return assertThrows(MigrateException.class, this::upgrade).problem().code();
  }

  private boolean noticed(String text) {
    return project.events().stream()
        .anyMatch(event -> event instanceof Event.Notice notice && notice.text().contains(text));
  }

  private String audited(String where) {
    return TestServer.query(
            project.database(), "SELECT DISTINCT backup FROM migrate_audit WHERE " + where)
        .get(0);
  }

  private static Manifest manifest(Path file) {
    try (BackupFile backup = BackupFile.open(file, null)) {
      return backup.manifest();
    }
  }

  private List<String> files() {
    Path place = folder.resolve("backups/staging");
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(place)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".verified"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Report.Upgrade upgrade() {
    try (Migrator migrator = project.migrator()) {
      return migrator.upgrade(null);
    }
  }

  private Report.Downgrade downgrade() {
    try (Migrator migrator = project.migrator()) {
      return migrator.downgrade(1);
    }
  }
}
