package dev.migrate.backup.file;

import java.io.IOException;

/** What follows the frames, as it was read. */
final class FileEnd {

  private final byte[] json;
  private final long offset;
  private final Form form;

  FileEnd(byte[] json, long offset, Form form) {
    this.json = json;
    this.offset = offset;
    this.form = form;
  }

  /** The manifest. */
  byte[] json() {
    return json;
  }

  /** Where the frames end. */
  long offset() {
    return offset;
  }

  /** How the frames are compressed. */
  Form form() {
    return form;
  }

  /** Reads it; the digest in it is checked. */
  static FileEnd read(Content content) throws IOException {
    byte[] first = content.bytes(0, Math.min(4, content.size()));
    if (begins(first, 0x28, 0xB5, 0x2F, 0xFD)) {
      return ZstdEnd.read(content);
    }
    return TextEnd.read(begins(first, 0x1F, 0x8B) ? Form.GZIP : Form.PLAIN, content);
  }

  private static boolean begins(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
