package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    byte[] json = ManifestJson.write(manifest);
    byte[] digest = ("\n" + Digests.sha256(json) + "\n").getBytes(US_ASCII);
    List<Frame> frames = manifest.frames();
    int table = 8 * frames.size() + FOOTER;
    ByteBuffer end =
        ByteBuffer.allocate(2 * HEAD + json.length + DIGEST + table).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(MANIFEST_MAGIC).putInt(json.length + DIGEST).put(json).put(digest);
    end.putInt(SEEK_TABLE_MAGIC).putInt(table);
    for (Frame frame : frames) {
      end.putInt((int) frame.length()).putInt((int) frame.size());
    }
    end.putInt(frames.size()).put((byte) 0).putInt(FOOTER_MAGIC);
    return end.array();
  }
}
