package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What lines of SHOW GRANTS say. */
class GrantsReadTest {

  @Test
  void a_privilege_on_everything_may_be_revoked_for_one_database() {
    Grants grants =
        Grants.of(
            List.of(
                "GRANT SELECT, SHOW VIEW ON *.* TO `u`@`%`",
                "REVOKE SELECT ON `shop`.* FROM `u`@`%`",
                "GRANT `role`@`%` TO `u`@`%`",
                "GRANT EXECUTE ON PROCEDURE `shop`.`p` TO `u`@`%`",
                "GRANT EVENT ON `sh%`.* TO `u`@`%` WITH GRANT OPTION",
                "GRANT TRIGGER ON `sho\\_`.* TO `u`@`%`",
                "GRANT PROXY ON ``@`` TO `u`@`%`"));

    assertFalse(grants.on("shop", "SELECT"));
    assertTrue(grants.on("other", "SELECT") && grants.on("shop", "SHOW VIEW"));
    assertTrue(grants.on("shop", "EVENT") && !grants.on("other", "EVENT"));
    assertTrue(grants.on("sho_", "TRIGGER") && !grants.on("shop", "TRIGGER"));
    assertFalse(grants.on("shop", "EXECUTE"));
  }

  @Test
  void odd_names_and_privileges_on_columns_are_read() {
    Grants grants =
        Grants.of(
            List.of(
                "GRANT SELECT (`a)`, `b ON c`), INSERT, UPDATE (a) ON `a ON ``b`.`t.u` TO `x y`@`%`",
                "GRANT ALL PRIVILEGES ON \"plain\".* TO \"u\"@\"%\" WITH GRANT OPTION",
                "GRANT BACKUP_ADMIN,FLUSH_TABLES ON *.* TO `u`@`%`",
                "GRANT USAGE ON *.* TO 'u'@'%' IDENTIFIED BY PASSWORD '*AB'"));

    assertTrue(grants.on("a ON `b", "t.u", "INSERT"));
    assertFalse(grants.on("a ON `b", "t.u", "SELECT"));
    assertFalse(grants.on("a ON `b", "t.u", "UPDATE"));
    assertFalse(grants.on("a ON `b", "INSERT"));
    assertTrue(grants.on("plain", "DROP"));
    assertTrue(grants.everywhere("FLUSH_TABLES") && grants.everywhere("BACKUP_ADMIN"));
    assertEquals("plain", grants.nameOf("plain", "u"));
    assertNull(grants.nameOf("plain", "other"));
  }
}
