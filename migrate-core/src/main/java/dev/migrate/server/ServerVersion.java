package dev.migrate.server;

/**
 * A server's vendor and version as it reports them itself.
 *
 * @param vendor who made it
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record ServerVersion(Vendor vendor, int major, int minor, int patch) {

  /**
   * Reads {@code SELECT VERSION()}: {@code 9.7.4-2}, {@code 11.4.5-MariaDB-log}, {@code
   * 5.5.5-10.6.18-MariaDB}.
   */
  public static ServerVersion parse(String version) {
    Vendor vendor = version.contains("MariaDB") ? Vendor.MARIADB : Vendor.MYSQL;
    String numbers =
        version.startsWith("5.5.5-") && vendor == Vendor.MARIADB ? version.substring(6) : version;
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*").matcher(numbers);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a server version: " + version);
    }
    return new ServerVersion(
        vendor,
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** Whether this version is the given one or a later one of the same vendor. */
  public boolean atLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  /** {@code 11.4.5}. */
  public String number() {
    return major + "." + minor + "." + patch;
  }

  /** {@code MariaDB 11.4.5}. */
  public String text() {
    return vendor.text() + " " + number();
  }
}
