package dev.migrate.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BuildJobTest {

  @Test
  void aJobIsToldByItsAddressAndWhoStartedIt() {
    assertEquals(
        "https://example.com/shop/app/actions/runs/42, started by ann",
        Author.of(
                Map.of(
                    "GITHUB_SERVER_URL", "https://example.com",
                    "GITHUB_REPOSITORY", "shop/app",
                    "GITHUB_RUN_ID", "42",
                    "GITHUB_ACTOR", "ann"))
            .job());
  }

  @Test
  void aPasswordInAnAddressIsLeftOut() {
    assertEquals(
        "https://ci.example.com/job/1",
        Author.of(Map.of("BUILD_URL", "https://bob:secret@ci.example.com/job/1")).job());
  }

  @Test
  void outsideOfABuildServerThereIsNone() {
    assertNull(Author.of(Map.of("GITHUB_RUN_ID", "42")).job());
  }
}
