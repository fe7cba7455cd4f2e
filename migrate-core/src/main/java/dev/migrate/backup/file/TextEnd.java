package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;

/**
 * What follows the frames in a file of SQL, compressed by gzip or not: the manifest's JSON in
 * comment lines {@code -- manifest …}, and one more comment line, always as long, that says where
 * those begin and what their SHA-256 is. In a gzip file the lines are one member, and the last line
 * is one, stored without compression.
 */
final class TextEnd {

  static final String LINE = "-- manifest ";

  /** How many bytes of the JSON a line has at most. */
  private static final int PIECE = 60_000;

  private TextEnd() {}

  static byte[] of(Form form, Manifest manifest, long offset) {
    byte[] lines = encoded(form, lines(ManifestJson.write(manifest)), Deflater.BEST_SPEED);
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    end.writeBytes(lines);
    end.writeBytes(last(form, offset, Digests.sha256(lines)));
    return end.toByteArray();
  }

  /** The last line; its length depends on the form alone. */
  static byte[] last(Form form, long offset, String digest) {
    String line =
        String.format(Locale.ROOT, "-- end: manifest at byte %020d, SHA-256 %s\n", offset, digest);
    return encoded(form, line.getBytes(US_ASCII), Deflater.NO_COMPRESSION);
  }

  private static byte[] lines(byte[] json) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    byte[] begin = LINE.getBytes(US_ASCII);
    int at = 0;
    while (at < json.length) {
      int length = Math.min(PIECE, json.length - at);
      lines.writeBytes(begin);
      lines.write(json, at, length);
      lines.write('\n');
      at += length;
    }
    return lines.toByteArray();
  }

  /** The JSON of the lines. */
  static byte[] json(byte[] lines) {
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

  private static byte[] encoded(Form form, byte[] text, int level) {
    if (form == Form.PLAIN) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream member = new GzipCompressor.Member(bytes, level)) {
      member.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
