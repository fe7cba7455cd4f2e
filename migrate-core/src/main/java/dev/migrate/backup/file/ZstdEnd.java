package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What follows the frames in a file of zstd frames: a skippable frame (magic 0x184D2A50) with the
 * manifest's JSON, a line feed, the SHA-256 of the JSON in hex and a line feed; then the seek table
 * of zstd's contrib/seekable_format, without checksums, of all frames before.
 */
final class ZstdEnd {

  static final int MANIFEST_MAGIC = 0x184D2A50;
  static final int SEEK_TABLE_MAGIC = 0x184D2A5E;
  static final int FOOTER_MAGIC = 0x8F92EAB1;
  static final int HEAD = 8;
  static final int FOOTER = 9;
  static final int DIGEST = 66;

  private ZstdEnd() {}

  static byte[] of(Manifest manifest) {
    return of(ManifestJson.write(manifest), manifest.frames());
  }

  /** The same with a manifest that is JSON already. */
  static byte[] of(byte[] json, List<Frame> frames) {
    int table = 8 * frames.size() + FOOTER;
    ByteBuffer end =
        ByteBuffer.allocate(2 * HEAD + json.length + DIGEST + table).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(MANIFEST_MAGIC).putInt(json.length + DIGEST).put(json).put(digest(json));
    end.putInt(SEEK_TABLE_MAGIC).putInt(table);
    for (Frame frame : frames) {
      end.putInt((int) frame.length()).putInt((int) frame.size());
    }
    end.putInt(frames.size()).put((byte) 0).putInt(FOOTER_MAGIC);
    return end.array();
  }

  /** Reads it from a file's last bytes; {@link #of} must make the same of it. */
  static FileEnd read(Content content) throws IOException {
    ByteBuffer footer = little(content.bytes(content.size() - FOOTER, FOOTER));
    int count = footer.getInt(0);
    long table = 8L * count + FOOTER;
    if (footer.getInt(5) != FOOTER_MAGIC || count < 0 || table > content.size()) {
      throw new IOException("it has no seek table at its end");
    }
    long tableAt = content.size() - table - HEAD;
    ByteBuffer entries = little(content.bytes(tableAt, HEAD + table));
    long offset = 0;
    for (int i = 0; i < count; i++) {
      offset += Integer.toUnsignedLong(entries.getInt(HEAD + 8 * i));
    }
    int length = Math.toIntExact(Math.max(0, tableAt - offset));
    byte[] manifest = content.bytes(offset, length);
    if (length < HEAD + DIGEST) {
      throw new IOException("there is no room for a manifest");
    }
    byte[] json = Arrays.copyOfRange(manifest, HEAD, length - DIGEST);
    byte[] digest = Arrays.copyOfRange(manifest, length - DIGEST, length);
    if (!Arrays.equals(digest, digest(json))) {
      throw new IOException("the manifest is not what its SHA-256 says");
    }
    return new FileEnd(json, offset, Form.ZSTD);
  }

  private static byte[] digest(byte[] json) {
    return ("\n" + Digests.sha256(json) + "\n").getBytes(US_ASCII);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
