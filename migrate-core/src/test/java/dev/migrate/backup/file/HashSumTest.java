package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashSumTest {

  private static final int PIECE = 1 << 20;

  @Test
  void aRowsHashIsWhatReadmeSays() {
    for (int length : new int[] {0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 1000}) {
      byte[] row = new byte[length];
      new Random(length).nextBytes(row);
      HashSum sum = new HashSum();
      sum.add(row, 0, length);
      assertEquals(slowly(row), sum.hex(), length + " bytes");
    }
  }

  /** The hash by whole numbers of any length. */
  private static String slowly(byte[] row) {
    BigInteger length = BigInteger.valueOf(row.length);
    BigInteger[] state = {number("243F6A8885A308D3"), number("13198A2E03707344")};
    byte[] padded = Arrays.copyOf(row, (row.length + 15) / 16 * 16);
    for (int at = 0; at < padded.length; at += 16) {
      mix(state, littleEndian(padded, at), littleEndian(padded, at + 8));
    }
    mix(state, length, BigInteger.ZERO);
    mix(state, BigInteger.ZERO, length);
    return String.format("%016x%016x", state[0], state[1]);
  }

  private static void mix(BigInteger[] state, BigInteger one, BigInteger other) {
    BigInteger a = product(state[0].xor(one), number("A4093822299F31D1"));
    BigInteger b = product(state[1].xor(other), number("082EFA98EC4E6C89"));
    state[0] = low(a).xor(low(b.shiftRight(64)));
    state[1] = low(b).xor(low(a.shiftRight(64)));
  }

  /** Of two numbers with a sign. */
  private static BigInteger product(BigInteger one, BigInteger other) {
    return BigInteger.valueOf(one.longValue()).multiply(BigInteger.valueOf(other.longValue()));
  }

  private static BigInteger low(BigInteger number) {
    return number.mod(BigInteger.ONE.shiftLeft(64));
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex, 16);
  }

  private static BigInteger littleEndian(byte[] bytes, int at) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 7; i >= 0; i--) {
      number = number.shiftLeft(8).add(BigInteger.valueOf(bytes[at + i] & 0xFF));
    }
    return number;
  }

  @Test
  void everyBitOfARowChangesAboutHalfOfItsHash() {
    byte[] row = "(17,'some text',NULL,_utf8mb4'\"')".getBytes(UTF_8);
    BigInteger whole = new BigInteger(hash(row), 16);
    for (int bit = 0; bit < 8 * row.length; bit++) {
      row[bit / 8] ^= (byte) (1 << bit % 8);
      int changed = whole.xor(new BigInteger(hash(row), 16)).bitCount();
      row[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(changed > 30 && changed < 98, "bit " + bit + ": " + changed);
    }
  }

  private static String hash(byte[] row) {
    HashSum sum = new HashSum();
    sum.add(row, 0, row.length);
    return sum.hex();
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
    for (int length : new int[] {0, 1, PIECE, PIECE + 1, 3 * PIECE, 3_500_001}) {
      byte[] row = new byte[length];
      new Random(length).nextBytes(row);
      HashSum whole = new HashSum();
      whole.add(row, 0, length);
      for (int step : new int[] {777, 1 << 16, PIECE, 1_500_000}) {
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
