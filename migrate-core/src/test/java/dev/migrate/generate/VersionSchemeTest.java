package dev.migrate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionSchemeTest {

  private static final Instant NOW = Instant.parse("2025-01-19T14:30:45.123Z");

  @Test
  void theFirstVersionIsTheTimeInUtc() {
    assertEquals("20250119_1430", VersionScheme.next(null, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "3,4",
    "9,10",
    "001,002",
    "099,100",
    "999,1000",
    "1.1,1.2",
    "1_9,1_10",
    "1.0,1.1",
    "2.3.07,2.3.08",
    "99999999999999999999,100000000000000000000",
  })
  void numbersAreCountedOn(String newest, String expected) {
    assertEquals(expected, VersionScheme.next(newest, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "20240101_1200,20250119_1430",
    "202401011200,202501191430",
    "20240101120000,20250119143045",
    "20240101_120000,20250119_143045",
    "20240101120000999,20250119143045123",
    "2024.01.01.1200,2025.01.19.1430",
    "2024.01.01.12.00,2025.01.19.14.30",
    "2024_01_01_12_00_00,2025_01_19_14_30_45",
    "2024_01_01,2025_01_19",
    "20240101,20250119",
    "1.20240101120000,1.20250119143045",
    "20240101_7,20250119_1",
    "2024.01.01.07,2025.01.19.01",
    "2024010107,2025011901",
    "20240101.012,20250119.001",
    "1704067200,1737297045",
    "1704067200000,1737297045123",
  })
  void timesFollowTheirLayout(String newest, String expected) {
    assertEquals(expected, VersionScheme.next(newest, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "20250119_1430,20250119_1431",
    "20250119_2359,20250120_0000",
    "20250119143045,20250119143046",
    "20250119143045123,20250119143045124",
    "2025_01_19,2025_01_20",
    "20251231,20260101",
    "20250119_1,20250119_2",
    "20250119.009,20250119.010",
    "2025011901,2025011902",
    "20300101_0000,20300101_0001",
    "1737297045,1737297046",
  })
  void aSecondFileInTheSameUnitGetsTheNextFreeVersion(String newest, String expected) {
    assertEquals(expected, VersionScheme.next(newest, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "20241301,20241302",
    "20240230,20240231",
    "12345678,12345679",
    "2024.1.5,2024.1.6",
    "202.401011200,202.401011201"
  })
  void whatOnlyLooksLikeATimeIsCountedOn(String newest, String expected) {
    assertEquals(expected, VersionScheme.next(newest, NOW));
  }

  @Test
  void inAnyHistoryTheNextVersionsAreGreaterAndNew() {
    long seed = Long.getLong("test.seed", 20250119L);
    Random random = new Random(seed);
    for (int history = 0; history < 500; history++) {
      List<String> versions = history(random);
      Instant now = NOW.plusSeconds(random.nextInt(1_000_000_000) - 500_000_000);
      Set<MigrationVersion> seen = new HashSet<>();
      versions.forEach(version -> seen.add(MigrationVersion.fromVersion(version)));
      String message = "seed " + seed + ", history " + history + ": " + versions;
      for (int file = 0; file < 20; file++) {
        String newest =
            Collections.max(versions, Comparator.comparing(MigrationVersion::fromVersion));
        String next = VersionScheme.next(newest, now);
        assertTrue(MigrationVersion.fromVersion(next).isNewerThan(newest), message + " -> " + next);
        assertTrue(seen.add(MigrationVersion.fromVersion(next)), message + " -> " + next);
        versions.add(next);
        now = now.plusMillis(random.nextInt(3) * random.nextLong(90_000));
      }
    }
  }

  /** One to ten versions, of one scheme or several. */
  private static List<String> history(Random random) {
    List<String> versions = new ArrayList<>();
    boolean mixed = random.nextInt(4) == 0;
    int scheme = random.nextInt(8);
    for (int i = random.nextInt(10); i >= 0; i--) {
      versions.add(version(mixed ? random.nextInt(8) : scheme, random));
    }
    return versions;
  }

  private static String version(int scheme, Random random) {
    String separator = random.nextBoolean() ? "." : "_";
    String date =
        String.format(
            "%04d%02d%02d",
            2000 + random.nextInt(40), 1 + random.nextInt(12), 1 + random.nextInt(31));
    return switch (scheme) {
      case 0 -> String.valueOf(random.nextInt(100));
      case 1 -> String.format("%03d", random.nextInt(1_000));
      case 2 -> random.nextInt(9) + separator + random.nextInt(20);
      case 3 -> date + String.format("%06d", random.nextInt(240_000));
      case 4 -> date + separator + String.format("%04d", random.nextInt(2_400));
      case 5 -> date + separator + random.nextInt(1_000);
      case 6 -> date + (random.nextBoolean() ? "" : String.format("%02d", random.nextInt(100)));
      default -> String.valueOf(Math.abs(random.nextLong() >> random.nextInt(60)));
    };
  }
}
