package dev.migrate.generate;

/** The rows that each table gets, in this order. */
enum SampleKind {
  ORDINARY("ordinary values"),
  LOWEST("lowest values"),
  HIGHEST("highest values"),
  NULLS("NULLs"),
  DUPLICATE("the ordinary values again");

  private final String text;

  SampleKind(String text) {
    this.text = text;
  }

  /** What it has, for people. */
  String text() {
    return text;
  }

  boolean isLimit() {
    return this == LOWEST || this == HIGHEST;
  }
}
