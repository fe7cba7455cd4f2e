package dev.migrate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which migrations are moved where two branches were merged, and where to. */
class RevisionChainTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String A = "aaaaaaaaaaaa";
  private static final String B = "bbbbbbbbbbbb";
  private static final String C = "cccccccccccc";
  private static final String D = "dddddddddddd";
  private static final String E = "eeeeeeeeeeee";

  @Test
  void aLineIsLeftAlone() {
    assertEquals(
        List.of(),
        moves(link("1", A, "none", true), link("2", B, A, false), link("3", null, null, false)));
  }

  @Test
  void theBranchThatIsNotAppliedMovesBehindTheOther() {
    assertEquals(
        List.of(
            "20260101_1200 -> 20260301_1000 revises " + D,
            "20260102_1200 -> 20260301_1001 revises " + B),
        moves(
            link("20251231_0000", A, "none", true),
            link("20260101_1200", B, A, false),
            link("20260101_1300", D, A, true),
            link("20260102_1200", C, B, false)));
  }

  @Test
  void ofTwoBranchesThatAreNotAppliedTheLaterOneMoves() {
    assertEquals(
        List.of("3 -> 5 revises " + D),
        moves(
            link("1", A, "none", true),
            link("2", B, A, false),
            link("3", C, A, false),
            link("4", D, B, false)));
  }

  @Test
  void aVersionThatIsBehindTheOthersAlreadyStays() {
    assertEquals(
        List.of("3 -> 3 revises " + B),
        moves(link("1", A, "none", true), link("2", B, A, true), link("3", C, A, false)));
  }

  @Test
  void branchesThatAreBothAppliedStay() {
    assertEquals(
        List.of(), moves(link("1", A, "none", true), link("2", B, A, true), link("3", C, A, true)));
  }

  @Test
  void aRevisionNamedByItsVersionIsTheSame() {
    assertEquals(
        List.of("1.2 -> 1.4 revises " + C),
        moves(link("1.1", A, "none", true), link("1.2", B, "1.1", false), link("1.3", C, A, true)));
  }

  @Test
  void severalForksBecomeOneLine() {
    assertEquals(
        List.of("3 -> 6 revises " + D, "5 -> 7 revises " + C),
        moves(
            link("1", A, "none", true),
            link("2", B, A, true),
            link("3", C, A, false),
            link("4", D, B, true),
            link("5", E, B, false)));
  }

  private static Link link(
      String version, @Nullable String revision, @Nullable String revises, boolean applied) {
    return new Link(version, revision, revises, applied);
  }

  private static List<String> moves(Link... links) {
    return RevisionChain.of(List.of(links)).straightened(FileNames.DEFAULTS, NOW).stream()
        .map(m -> m.link().version() + " -> " + m.version() + " revises " + m.revises())
        .toList();
  }
}
