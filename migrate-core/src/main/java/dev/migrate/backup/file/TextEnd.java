package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * What follows the frames in a file of SQL, compressed by gzip or not: the manifest's JSON in
 * comment lines {@code -- manifest …}, and one more comment line, always as long, that says where
 * those begin and what their SHA-256 is. In a gzip file the lines are one member, whose bytes the
 * SHA-256 is of, and the last line is one, stored without compression.
 */
final class TextEnd {

  private static final String LINE = "-- manifest ";
  private static final Pattern READ =
      Pattern.compile("-- end: manifest at byte (\\d{20}), SHA-256 ([0-9a-f]{64})\n");

  /** How many bytes of the JSON a line has at most. */
  private static final int PIECE = 60_000;

  /** A gzip member's head and the head of its stored block; its CRC-32 and length. */
  private static final int MEMBER_HEAD = 15;

  private static final int MEMBER_TAIL = 8;

  private TextEnd() {}

  static byte[] of(Form form, Manifest manifest, long offset) {
    byte[] lines = lines(ManifestJson.write(manifest));
    byte[] encoded = form == Form.GZIP ? compressed(lines) : lines;
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    end.writeBytes(encoded);
    end.writeBytes(last(form, offset, Digests.sha256(encoded)));
    return end.toByteArray();
  }

  /** Reads it from a file's last bytes. */
  static FileEnd read(Form form, Content content) throws IOException {
    byte[] sample = last(form, 0, "0".repeat(64));
    long lastAt = content.size() - sample.length;
    byte[] last = content.bytes(lastAt, sample.length);
    int head = form == Form.GZIP ? MEMBER_HEAD : 0;
    int tail = form == Form.GZIP ? MEMBER_TAIL : 0;
    Matcher line = READ.matcher(new String(last, head, last.length - head - tail, US_ASCII));
    if (!line.matches() || line.group(1).compareTo(String.format("%020d", lastAt)) > 0) {
      throw new IOException("its last line does not say where the manifest is");
    }
    long offset = Long.parseLong(line.group(1));
    byte[] encoded = content.bytes(offset, lastAt - offset);
    if (!Arrays.equals(last, last(form, offset, line.group(2)))
        || !Digests.sha256(encoded).equals(line.group(2))) {
      throw new IOException("the manifest is not what its SHA-256 says");
    }
    try (InputStream in = FrameStream.open(form, new ByteArrayInputStream(encoded))) {
      return new FileEnd(json(in.readAllBytes()), offset, form);
    }
  }

  /** The last line; its length depends on the form alone. */
  private static byte[] last(Form form, long offset, String digest) {
    String text =
        String.format(Locale.ROOT, "-- end: manifest at byte %020d, SHA-256 %s\n", offset, digest);
    byte[] line = text.getBytes(US_ASCII);
    return form == Form.GZIP ? stored(line) : line;
  }

  private static byte[] lines(byte[] json) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int at = 0; at < json.length; at += PIECE) {
      lines.writeBytes(LINE.getBytes(US_ASCII));
      lines.write(json, at, Math.min(PIECE, json.length - at));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private static byte[] json(byte[] lines) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    int at = 0;
    while (at < lines.length) {
      int from = at + LINE.length();
      at = from;
      while (at < lines.length && lines[at] != '\n') {
        at++;
      }
      json.write(lines, from, at - from);
      at++;
    }
    return json.toByteArray();
  }

  private static byte[] compressed(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream member = new GzipCompressor.Member(bytes, Deflater.BEST_SPEED)) {
      member.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A gzip member of one stored block (RFC 1952, RFC 1951 3.2.4): the same bytes everywhere. */
  private static byte[] stored(byte[] text) {
    CRC32 crc = new CRC32();
    crc.update(text);
    ByteBuffer member =
        ByteBuffer.allocate(MEMBER_HEAD + text.length + MEMBER_TAIL).order(ByteOrder.LITTLE_ENDIAN);
    for (int head : List.of(0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1)) {
      member.put((byte) head);
    }
    member.putShort((short) text.length).putShort((short) ~text.length).put(text);
    return member.putInt((int) crc.getValue()).putInt(text.length).array();
  }
}
