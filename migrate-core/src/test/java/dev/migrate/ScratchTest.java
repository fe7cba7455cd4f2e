package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Policy;
import dev.migrate.environment.ScratchSettings;
import dev.migrate.environment.TargetServer;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Interruption;
import dev.migrate.server.Vendor;
import dev.migrate.testing.ClassPathArtifacts;
import dev.migrate.testing.Goals;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

  private static final TargetServer OTHER = new TargetServer("MySQL", 5, 7);

  @TempDir Path folder;

  @Test
  void in_development_it_is_the_environments_own_server() {
    TestProject project = TestProject.in(folder);
    try (Scratch scratch = open(project)) {
      assertEquals(address(project.database()), scratch.server().address());
      assertEquals(Optional.empty(), scratch.unproved());
    }
  }

  @Test
  void nothing_is_made_on_the_server_of_staging_or_production() {
    for (Policy policy : new Policy[] {Policy.STAGING, Policy.PRODUCTION}) {
      TestProject project = TestProject.in(folder).environment("live", policy);
      RefusedException e = assertThrows(RefusedException.class, () -> open(project));
      assertEquals("scratch-url-needed", e.problem().code());
      Goals.says(e.problem().text(), "the server of live", "-Dmigrate.scratch.url=");
    }
  }

  @Test
  void a_server_named_for_it_is_taken_and_staging_itself_is_asked_for_its_version_alone() {
    DatabaseSettings server = TestServer.admin();
    TestProject project =
        TestProject.in(folder)
            .environment("live", Policy.STAGING)
            .scratch(new ScratchSettings(Optional.of(server), Optional.empty(), false));
    try (Scratch scratch = open(project)) {
      assertEquals(address(server), scratch.server().address());
    }
  }

  @Test
  void a_server_of_another_line_is_refused_unless_the_run_takes_it_unproved() {
    TestProject project =
        TestProject.in(folder)
            .scratch(new ScratchSettings(Optional.empty(), Optional.of(OTHER), false));
    RefusedException e = assertThrows(RefusedException.class, () -> open(project));
    assertEquals("target-server-differs", e.problem().code());
    Goals.says(e.problem().text(), "are for MySQL 5.7, and the scratch server is ");
    project.scratch(new ScratchSettings(Optional.empty(), Optional.of(OTHER), true));
    try (Scratch scratch = open(project)) {
      String unproved = scratch.unproved().orElseThrow();
      assertTrue(unproved.endsWith(" only, and not on MySQL 5.7"), unproved);
    }
  }

  @Test
  void for_an_account_that_may_make_none_the_embedded_server_steps_in_if_it_matches() {
    try (LeastAccount account = LeastAccount.of(TestServer.freshDatabase())) {
      TestProject project = TestProject.on(folder, account.settings());
      if (TestServer.vendor() == Vendor.MYSQL) {
        RefusedException e = assertThrows(RefusedException.class, () -> open(project));
        assertEquals("scratch-forbidden", e.problem().code());
        return;
      }
      try (Scratch scratch = open(project)) {
        assertTrue(scratch.server().address().startsWith("127.0.0.1:"));
        assertTrue(!address(account.settings()).equals(scratch.server().address()));
        scratch.server().create(null, null).close();
      }
    }
  }

  private static Scratch open(TestProject project) {
    return Scratch.open(
        project.toEnvironment(),
        project::database,
        new ClassPathArtifacts(),
        "test",
        project.events()::add,
        new Interruption());
  }

  private static String address(DatabaseSettings database) {
    return database.host() + ":" + database.port();
  }
}
