package dev.migrate.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class PlanRendererTest {

  @Test
  void aPlanIsReadInOneLook() {
    assertEquals(
        """
        Upgrade of production would run 2 migrations, 2 statements (MariaDB 11.4.5, 127.0.0.1:33061/app)
          4   orders   2 statements, 1 done already
          5   fill   written in Java: what it does is not known
          V4__orders.sql:3   ALTER TABLE orders MODIFY note VARCHAR(5)   copy   ~1,234,567 rows, 1.2 GB   locks writes
              loses: texts longer than 5 of orders.note
              referred to by: items
              L401 warning: It copies the table orders.
          V4__orders.sql:5   CALL refill()                               ?
              not known: it is not tried out
        Tried out on a copy without rows, MySQL 9.7.4.
        Callback, not tried out: afterMigrate: afterMigrate.sql
        Replicas get the same: db2:3306
        Backup first: whole, of 2.5 GB of data; the last one, of 2026-11-20T02:00:00Z, has 400.0 MB and took about 1 min 15 s
        Back again only by a restore:
          since V5 is written in Java
          mvn migrate:restore -Dmigrate.file=FILE
        To be confirmed by: -Dmigrate.confirm=shop:0123456789abcdef
        Notice: V4 has no undo file.
        Next: mvn migrate:upgrade -Dmigrate.environment=production -Dmigrate.confirm=shop:0123456789abcdef\
        """,
        TextRenderer.render(PlanReport.PLAN));
  }

  @Test
  void aPlanForMachinesHasAllOfIt() {
    JsonObject json =
        JsonParser.parseString(JsonRenderer.render(PlanReport.PLAN)).getAsJsonObject();
    JsonObject first = json.getAsJsonArray("statements").get(0).getAsJsonObject();
    assertEquals("shop:0123456789abcdef", json.get("confirm").getAsString());
    assertTrue(json.get("next").getAsString().endsWith("=shop:0123456789abcdef"));
    assertEquals("COPY", first.get("algorithm").getAsString());
    assertEquals("SHARED", first.get("lock").getAsString());
    assertTrue(first.get("rebuild").getAsBoolean());
    assertEquals(1_234_567, first.get("rows").getAsLong());
    assertEquals(
        "L401",
        first.getAsJsonArray("findings").get(0).getAsJsonObject().get("code").getAsString());
    assertEquals("restore", json.getAsJsonObject("rollback").get("how").getAsString());
    assertEquals(75_000, json.getAsJsonObject("backup").get("lastDurationMillis").getAsLong());
    assertTrue(
        json.getAsJsonArray("statements").get(1).getAsJsonObject().get("algorithm").isJsonNull());
  }

  @Test
  void theScriptSaysWhereEachStatementIsFrom() {
    assertEquals(
        """
        -- migrate:plan of production
        -- upgrade, to be confirmed as shop:0123456789abcdef
        -- What would run, without its rows of the history: for reading, not for use.
        -- callback, left out: afterMigrate: afterMigrate.sql
        -- left out, written in Java: fill

        -- db/migration/V4__orders.sql:3
        ALTER TABLE orders
          MODIFY note VARCHAR(5)
        ;

        -- db/migration/V4__orders.sql:5
        CALL refill()
        ;
        """,
        ScriptRenderer.render(PlanReport.PLAN));
  }
}
