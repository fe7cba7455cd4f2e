package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupSettingsTest {

  @Test
  void withoutSettingsBackupsAreCompressedWholeAndInTheProjectsFolder() {
    Environment environment = Given.nothing().resolved();
    BackupSettings backups = environment.backups();

    assertEquals(Path.of("/project/backups"), backups.folder());
    assertEquals(BackupForm.ZSTD, backups.form());
    assertEquals(4, backups.connections().reading());
    assertTrue(backups.connections().filling() >= 1 && backups.connections().filling() <= 4);
    assertEquals(0, backups.keep());
    assertEquals(new BackupSource.Whole(), backups.source());
    assertFalse(backups.key().given());
    assertEquals("default", setting(environment, "backups.folder").origin());
  }

  @Test
  void anEnvironmentsOwnValueComesBeforeThatOfAll() {
    Environment environment =
        staging(element("backups", element("keep", "3"), element("folder", "/mnt/staging")))
            .configuration(
                element(
                    "backups",
                    element("keep", "20"),
                    element("keepDays", "30"),
                    element("format", "gz"),
                    element("dropDefiners", "true"),
                    element("threads", "3")))
            .resolved();
    BackupSettings backups = environment.backups();

    assertEquals(3, backups.keep());
    assertEquals(Duration.ofDays(30), backups.keepAge());
    assertEquals(BackupForm.GZIP, backups.form());
    assertEquals(Connections.of(3), backups.connections());
    assertTrue(backups.dropDefiners());
    assertEquals(List.of(Path.of("/mnt/staging"), Path.of("/project/backups")), backups.folders());
    assertEquals(
        "pom.xml <environments><staging><backups><keep>",
        setting(environment, "backups.keep").origin());
    assertEquals("pom.xml <backups><keepDays>", setting(environment, "backups.keepDays").origin());
  }

  @Test
  void theCommandLinesFolderIsThatOfAllEnvironments() {
    Environment environment =
        staging(element("backups", element("folder", "/mnt/staging")))
            .property("migrate.backupFolder", "target/b")
            .property("migrate.threads", "7")
            .resolved();

    assertEquals(List.of(Path.of("/project/target/b")), environment.backups().folders());
    assertEquals(Connections.of(7), environment.backups().connections());
    assertEquals("-Dmigrate.backupFolder", setting(environment, "backups.folder").origin());
  }

  @Test
  void thePassphraseIsLookedUpOnlyWhenItIsNeeded() {
    Element encryption = element("encryption", element("serverId", "vault"));
    Environment unknown = Given.nothing().configuration(element("backups", encryption)).resolved();
    assertTrue(unknown.backups().key().given());
    MigrateException thrown =
        assertThrows(MigrateException.class, () -> unknown.backups().key().passphrase().get());
    assertEquals("server-unknown", thrown.problem().code());

    Environment known =
        Given.nothing()
            .configuration(element("backups", encryption))
            .server("vault", null, "s3cret")
            .resolved();
    assertEquals(new Password.Fixed("s3cret"), known.backups().key().passphrase().get());
    assertFalse(known.toString().contains("s3cret"));
    assertEquals(
        new Setting("backups.encryption", "(set)", "pom.xml <backups><encryption><serverId>"),
        setting(known, "backups.encryption"));
  }

  @Test
  void theVariableWinsOverThePom() {
    Environment environment =
        Given.nothing()
            .configuration(
                element("backups", element("encryption", element("passwordCommand", "echo x"))))
            .variable("MIGRATE_BACKUP_KEY", "fromVariable")
            .resolved();

    assertEquals(
        new Password.Fixed("fromVariable"), environment.backups().key().passphrase().get());
    assertEquals("MIGRATE_BACKUP_KEY", setting(environment, "backups.encryption").origin());
    assertFalse(environment.toString().contains("fromVariable"));
  }

  @Test
  void encryptionThatIsRequiredNeedsAPassphrase() {
    Given.nothing()
        .configuration(element("backups", element("encryption", element("required", "true"))))
        .problem("backup-key-missing");
  }

  @Test
  void aCommandMayStandInForAFile() {
    Environment environment =
        staging(element("backup", element("command", "snap --token=x"), element("timeLimit", "5m")))
            .resolved();

    assertEquals(
        new BackupSource.Command("snap --token=x", Duration.ofMinutes(5)),
        environment.backups().source());
    assertFalse(setting(environment, "backup").value().contains("token"));
  }

  @Test
  void aSnapshotIsNamedWithItsTime() {
    Environment environment =
        staging(element("backup", element("maximumAge", "12h")))
            .property("migrate.snapshot", "arn:aws:rds:x@y@2026-11-22T10:15:00+01:00")
            .resolved();

    assertEquals(
        new BackupSource.Snapshot(
            Duration.ofHours(12),
            new BackupSource.Taken("arn:aws:rds:x@y", Instant.parse("2026-11-22T09:15:00Z"))),
        environment.backups().source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"snap-1", "@2026-11-22T10:15:00Z", "snap-1@yesterday", "snap-1@"})
  void aSnapshotWithoutIdOrTimeIsRefused(String snapshot) {
    Problem problem =
        staging(element("backup", element("maximumAge", "12h")))
            .property("migrate.snapshot", snapshot)
            .problem("setting-invalid");
    assertEquals("-Dmigrate.snapshot", problem.where());
  }

  @Test
  void aSnapshotDoesNotStandInWhereThePomDoesNotSaySo() {
    staging().property("migrate.snapshot", "s@2026-11-22T10:15:00Z").problem("snapshot-unused");
  }

  @Test
  void wrongSettingsAreRefused() {
    staging(element("backup", element("command", "x"), element("pendingTables", "true")))
        .problem("setting-invalid");
    staging(element("backups", element("keeps", "1"))).problem("setting-unknown");
    staging(element("backups", element("format", "zip"))).problem("setting-invalid");
    staging(element("backups", element("keep", "many"))).problem("setting-invalid");
    staging(
            element(
                "backups",
                element("encryption", element("serverId", "a"), element("passwordCommand", "b"))))
        .problem("several-passwords");
  }

  @Test
  void productionsBackupIsNeverLoosened() {
    for (String name : List.of("backup", "audit", "confirmRestore")) {
      Problem problem =
          Given.nothing()
              .entry("production", element("policy", element("loosen", element(name, "false"))))
              .property("migrate.environment", "production")
              .property("migrate.url", "mysql://u:p@localhost/app")
              .problem("policy-loosened");
      assertTrue(problem.text().contains("never"), problem.text());
    }
    assertFalse(
        staging(element("policy", element("loosen", element("backup", "false"))))
            .resolved()
            .policy()
            .backup());
  }

  private static Given staging(Element... elements) {
    return Given.nothing()
        .entry("staging", elements)
        .property("migrate.environment", "staging")
        .property("migrate.url", "mysql://u:p@localhost/app");
  }
}
