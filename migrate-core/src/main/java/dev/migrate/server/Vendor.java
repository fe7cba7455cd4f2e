package dev.migrate.server;

/** Whose server it is; behaviour differs by it. */
public enum Vendor {
  MYSQL("MySQL"),
  MARIADB("MariaDB");

  private final String text;

  Vendor(String text) {
    this.text = text;
  }

  /** As the vendor writes it. */
  public String text() {
    return text;
  }
}
