package dev.migrate.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitWorkTreeTest {

  @TempDir Path folder;
  private GitWorkTree tree;

  @BeforeEach
  void repository() throws Exception {
    git("init", "-q");
    write("db/V1__a b.sql", "CREATE TABLE one (id INT)");
    write("pom.xml", "<project/>");
    git("add", ".");
    commit("first");
    tree = GitWorkTree.of(folder.resolve("db"));
  }

  @Test
  void aTreeThatIsAsItsCommitIsClean() {
    GitWorkTree.Head head = tree.head().orElseThrow();
    assertTrue(head.commit().matches("[0-9a-f]{40}"), head.commit());
    assertFalse(head.dirty());
  }

  @Test
  void changedAndNewFilesMakeItDirtyAndIgnoredOnesDoNot() throws Exception {
    write("pom.xml", "<project></project>");
    write("db/V2__ä.sql", "SELECT 1");
    write("target/x", "");
    write(".git/info/exclude", "target/\n");
    assertEquals(
        Set.of(real("pom.xml"), real("db/V2__ä.sql")),
        Set.copyOf(tree.head().orElseThrow().changed()));
  }

  @Test
  void whatIsLeftAsideDoesNotMakeItDirty() throws Exception {
    write("backups/production/a.mbak", "");
    assertTrue(tree.head().orElseThrow().dirty());
    assertFalse(tree.head(folder.resolve("backups"), folder.resolve("none")).orElseThrow().dirty());
  }

  @Test
  void theNewestCommittedVersionThatFitsIsFoundThoughTheFileWasRenamed() throws Exception {
    String first = tree.head().orElseThrow().commit();
    git("mv", "db/V1__a b.sql", "db/V1__c.sql");
    commit("rename");
    write("db/V1__c.sql", "CREATE TABLE one (id INT, name INT)");
    git("add", ".");
    commit("change");
    Path file = folder.resolve("db/V1__c.sql");
    GitWorkTree.Version old = tree.version(file, text -> !text.contains("name")).orElseThrow();
    assertEquals("CREATE TABLE one (id INT)", old.text());
    assertTrue(old.date().matches("\\d{4}-\\d\\d-\\d\\d"), old.date());
    assertEquals(Optional.empty(), tree.version(file, text -> text.contains("nothing")));
    assertEquals(
        Optional.of("CREATE TABLE one (id INT)"),
        tree.text(folder.resolve("db/V1__a b.sql"), first));
    assertEquals(Optional.empty(), tree.text(file, first));
  }

  @Test
  void whatChangedSinceARevisionIsCommittedUncommittedAndNew() throws Exception {
    git("tag", "release");
    write("db/V2__b.sql", "SELECT 2");
    write("pom.xml", "<project>2</project>");
    git("add", ".");
    commit("second");
    write("db/V1__a b.sql", "SELECT 1");
    write("db/V3__c.sql", "SELECT 3");
    Files.delete(folder.resolve("pom.xml"));
    assertEquals(
        Set.of(real("db/V1__a b.sql"), real("db/V2__b.sql"), real("db/V3__c.sql")),
        Set.copyOf(tree.changedSince("release").orElseThrow()));
  }

  @Test
  void aRevisionThatDoesNotExistOrLooksLikeAnOptionIsUnknown() {
    assertEquals(Optional.empty(), tree.changedSince("nothing"));
    assertEquals(Optional.empty(), tree.changedSince("--output=" + folder.resolve("written")));
    assertFalse(Files.exists(folder.resolve("written")));
  }

  @Test
  void nothingIsKnownOfAFolderThatIsInNoRepositoryOrHasNoCommit(@TempDir Path other)
      throws Exception {
    assertEquals(Optional.empty(), GitWorkTree.of(other).head());
    assertEquals(Optional.empty(), GitWorkTree.of(other.resolve("absent")).head());
    run(other, "init", "-q");
    assertEquals(Optional.empty(), GitWorkTree.of(other).head());
  }

  private Path real(String name) throws IOException {
    return folder.toRealPath().resolve(name);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void commit(String message) throws Exception {
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", message);
  }

  private void git(String... arguments) throws Exception {
    run(folder, arguments);
  }

  private static void run(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
