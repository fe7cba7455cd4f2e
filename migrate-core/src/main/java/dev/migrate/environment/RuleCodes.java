package dev.migrate.environment;

import java.util.List;
import java.util.stream.Stream;

/** The safety rules that a project can set a severity for; a test keeps it to those there are. */
public final class RuleCodes {

  /** In the order of families, as the documentation has them. */
  public static final List<String> ALL =
      List.of(
          ("D101 D102 D103 D104 D105 D106 D107 D108 D109 D110 D111 D112 D113"
                  + " C201 C202 C203 C204 C205"
                  + " V301 V302 V303 V304"
                  + " L401 L402 L403 L404 L405"
                  + " N501"
                  + " S601 S602 S603 S604 S605 S606 S607 S608 S609 S610"
                  + " H701 H702 H703 H704 H705 H706 H707 H708")
              .split(" "));

  /** The letters that families of codes begin with. */
  public static final List<String> FAMILIES =
      ALL.stream().map(code -> code.substring(0, 1)).distinct().toList();

  /** What else validate finds and a project may judge by itself. */
  public static final List<String> ANSWERS =
      List.of(
          "backup-disk-too-small",
          "clock-differs",
          "drift",
          "half-done",
          "name-invalid",
          "privileges-missing",
          "program-creators-untrusted",
          "revision-heads",
          "sql-mode-not-strict",
          "stamp-missing",
          "target-server-differs",
          "time-zone-not-utc",
          "tls-not-in-force");

  private RuleCodes() {}

  /** What {@code <rules>} may hold. */
  static List<String> elements() {
    return Stream.of(FAMILIES, ALL, ANSWERS).flatMap(List::stream).toList();
  }
}
