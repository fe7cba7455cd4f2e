package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashSumTest {

  @Test
  void aRowsHashIsXxh128() {
    HashSum sum = new HashSum();
    sum.add("hello world".getBytes(UTF_8), 0, 11);
    // printf 'hello world' | xxhsum -H128
    assertEquals("df8d09e93f874900a99b8775cc15b6c7", sum.hex());
  }

  @Test
  void orderDoesNotMatterButARowTwiceDoes() {
    String two = Samples.hash(List.of("(1)", "(2)"));
    assertEquals(two, Samples.hash(List.of("(2)", "(1)")));
    assertNotEquals(two, Samples.hash(List.of("(2)", "(1)", "(3)", "(3)")));
    assertNotEquals("0".repeat(32), Samples.hash(List.of("(3)", "(3)")));
  }

  @Test
  void sumsOfChunksAddUpToTheTables() {
    HashSum table = new HashSum();
    for (int i = 0; i < 1000; i++) {
      table.add(Samples.hash(Samples.rows(i, 1)));
    }
    assertEquals(Samples.hash(Samples.rows(0, 1000)), table.hex());
  }

  @Test
  void theSumCarriesAndWraps() {
    HashSum sum = new HashSum();
    sum.add("ffffffffffffffffffffffffffffffff");
    sum.add("00000000000000000000000000000002");
    assertEquals("00000000000000000000000000000001", sum.hex());
  }

  @Test
  void aLongRowHasOneHashHoweverItComes() {
    for (int length :
        new int[] {0, 1, HashSum.PIECE, HashSum.PIECE + 1, 3 * HashSum.PIECE, 3_500_001}) {
      byte[] row = new byte[length];
      new Random(length).nextBytes(row);
      HashSum whole = new HashSum();
      whole.add(row, 0, length);
      for (int step : new int[] {777, 1 << 16, HashSum.PIECE, 1_500_000}) {
        HashSum parts = new HashSum();
        for (int at = 0; at < length; at += step) {
          parts.piece(row, at, Math.min(step, length - at));
        }
        parts.endRow();
        assertEquals(whole.hex(), parts.hex(), length + " in steps of " + step);
      }
    }
  }
}
