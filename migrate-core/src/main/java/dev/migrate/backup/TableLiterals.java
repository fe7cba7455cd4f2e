package dev.migrate.backup;

import dev.migrate.server.Literal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Literals of a definition. MariaDB prints the default of a binary column as its bytes, which
 * nobody can send back as UTF-8: those are written in hexadecimal.
 */
final class TableLiterals {

  private TableLiterals() {}

  /** The text with each literal that is no UTF-8 in hexadecimal. */
  static String readable(String text) {
    StringBuilder result = new StringBuilder();
    DdlTokens tokens = new DdlTokens(text, 0);
    int copied = 0;
    while (tokens.next()) {
      if (tokens.type() == DdlTokens.Type.STRING && !isUtf8(tokens.raw())) {
        result.append(text, copied, tokens.start());
        result.append("x'").append(HexFormat.of().formatHex(value(tokens.raw()))).append('\'');
        copied = tokens.end();
      }
    }
    return result.append(text.substring(copied)).toString();
  }

  private static boolean isUtf8(String raw) {
    if (raw.chars().allMatch(c -> c < 0x80)) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(DdlTokens.bytes(raw)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The bytes that a quoted literal stands for. */
  static byte[] value(String raw) {
    return DdlTokens.bytes(Literal.value(raw));
  }
}
