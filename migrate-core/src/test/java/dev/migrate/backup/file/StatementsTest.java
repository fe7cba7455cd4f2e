package dev.migrate.backup.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementsTest {

  @Test
  void statementsAreReadableByTheClient() {
    assertEquals(
        "DELIMITER ;;\nSELECT 1\n;;\nSELECT 2\n;;\nDELIMITER ;\n",
        new String(Samples.statements("SELECT 1", "SELECT 2"), UTF_8));
  }

  @Test
  void theDelimiterIsInNoStatement() {
    String text = new String(Samples.statements("a;;b", "c$$d//e$1$f"), UTF_8);
    assertEquals("DELIMITER $2$\na;;b\n$2$\nc$$d//e$1$f\n$2$\nDELIMITER ;\n", text);
  }

  @Test
  void splittingGivesWhatWasJoined() {
    Random random = new Random(7);
    String[] parts = {
      ";", ";;", "$", "$$", "//", "$1$", "\n", "DELIMITER ;\n", "x", "é", "\r\n", "\0"
    };
    for (int round = 0; round < 5000; round++) {
      List<byte[]> statements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        StringBuilder text = new StringBuilder("s");
        for (int j = random.nextInt(8); j > 0; j--) {
          text.append(parts[random.nextInt(parts.length)]);
        }
        statements.add(text.toString().getBytes(ISO_8859_1));
      }
      List<byte[]> split = Statements.split(Statements.join(statements));
      assertEquals(statements.size(), split.size());
      for (int i = 0; i < split.size(); i++) {
        assertArrayEquals(statements.get(i), split.get(i));
      }
    }
  }

  @Test
  void anythingElseIsRefused() {
    for (String text :
        List.of(
            "",
            "SELECT 1;\n",
            "DELIMITER ;;\nSELECT 1\n;;\n",
            "DELIMITER ;;\nSELECT 1\nDELIMITER ;\n",
            "DELIMITER ;;\nSELECT 1;;\nDELIMITER ;\n",
            "DELIMITER \nSELECT 1\n\nDELIMITER ;\n")) {
      assertThrows(
          IllegalArgumentException.class, () -> Statements.split(text.getBytes(UTF_8)), text);
    }
  }
}
