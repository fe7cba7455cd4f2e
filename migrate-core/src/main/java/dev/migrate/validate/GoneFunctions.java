package dev.migrate.validate;

import dev.migrate.server.Vendor;
import dev.migrate.sql.Particulars;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that newer versions do not have (MySQL manual, "What Is New"; asked of 9.7). */
final class GoneFunctions implements Check {

  private static final Rule RULE =
      new Rule("H705", Severity.WARNING, "a function that newer versions do not have");

  private record Gone(int major, int minor, String instead) {

    String since() {
      return "MySQL " + major + "." + minor;
    }
  }

  private static final Gone HASH = new Gone(9, 6, "SHA2(…, 256)");
  private static final Gone CIPHER = new Gone(8, 0, "AES_ENCRYPT and AES_DECRYPT");
  private static final Gone PASSWORDS = new Gone(8, 0, "ALTER USER … IDENTIFIED BY");
  private static final Gone GEOMETRY = new Gone(8, 0, "the function of the name with ST_");

  private static final Map<String, Gone> GONE =
      Map.ofEntries(
          Map.entry("MD5", HASH),
          Map.entry("SHA", HASH),
          Map.entry("SHA1", HASH),
          Map.entry("ENCODE", CIPHER),
          Map.entry("DECODE", CIPHER),
          Map.entry("ENCRYPT", CIPHER),
          Map.entry("DES_ENCRYPT", CIPHER),
          Map.entry("DES_DECRYPT", CIPHER),
          Map.entry("PASSWORD", PASSWORDS),
          Map.entry("OLD_PASSWORD", PASSWORDS),
          Map.entry("JSON_APPEND", new Gone(8, 0, "JSON_ARRAY_APPEND")),
          Map.entry("GEOMFROMTEXT", GEOMETRY),
          Map.entry("GEOMFROMWKB", GEOMETRY),
          Map.entry("POINTFROMTEXT", GEOMETRY),
          Map.entry("LINEFROMTEXT", GEOMETRY),
          Map.entry("POLYFROMTEXT", GEOMETRY),
          Map.entry("ASTEXT", GEOMETRY),
          Map.entry("ASBINARY", GEOMETRY),
          Map.entry("GLENGTH", GEOMETRY),
          Map.entry("MBREQUAL", new Gone(8, 0, "MBREquals")));

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void statement(Scene scene, Findings findings) {
    if (isForMariadb(scene.facts())) {
      return;
    }
    for (String function : Particulars.functions(scene.statement())) {
      Gone gone = GONE.get(function);
      if (gone != null) {
        findings.add(
            RULE,
            scene.statement(),
            function + " is not in " + gone.since() + " and later.",
            "Use " + gone.instead() + ".");
      }
    }
  }

  /** MariaDB keeps them. */
  private static boolean isForMariadb(Facts facts) {
    Optional<String> vendor =
        facts
            .server()
            .map(server -> server.vendor().text())
            .or(() -> facts.target().map(target -> target.vendor()));
    return vendor.equals(Optional.of(Vendor.MARIADB.text()));
  }
}
