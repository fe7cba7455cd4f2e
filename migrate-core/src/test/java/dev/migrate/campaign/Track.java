package dev.migrate.campaign;

import dev.migrate.sql.Statement;
import dev.migrate.testing.ClientPacket;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the packets of one attempt and names the place of each: the migration's statement sent
 * last, and how many packets ago. Knows which places of all attempts were struck already.
 */
final class Track {

  private final CampaignFiles files;
  private final Set<String> struck;
  private String segment = "start";
  private String what = "connecting";
  private int ordinal;
  private int sinceStart;

  Track(CampaignFiles files, Set<String> struck) {
    this.files = files;
    this.struck = struck;
  }

  static Set<String> noneStruck() {
    return new HashSet<>();
  }

  void see(ClientPacket packet) {
    Optional<Statement> statement = files.in(packet.text());
    if (statement.isPresent()) {
      segment = statement.get().where();
      ordinal = 0;
      what = kind(statement.get());
    } else {
      ordinal++;
      what = "ours: " + words(packet.text());
    }
    if (!atStart()) {
      sinceStart++;
    }
  }

  /** Whether none of the migrations' statements has been sent yet. */
  boolean atStart() {
    return segment.equals("start");
  }

  /** How many packets came since the first statement of a migration. */
  int sinceStart() {
    return sinceStart;
  }

  /** Whether no one has died at this place in this way; from now on someone has. */
  boolean isNew(String way) {
    return struck.add(segment + "+" + ordinal + " " + way);
  }

  /** What is sent here, in a few words. */
  String what() {
    return what;
  }

  /** The same with its place. */
  String where() {
    return segment + "+" + ordinal + " (" + what + ")";
  }

  static String kind(Statement statement) {
    return statement.kind() + " " + words(statement.sql());
  }

  /** The first two words, as far as they are words. */
  private static String words(String sql) {
    String[] words = sql.strip().replaceFirst("^(/\\*.*?\\*/\\s*)+", "").split("[\\s(`;]+", 3);
    if (words[0].isEmpty()) {
      return "no query";
    }
    String second = words.length > 1 && words[1].matches("[A-Za-z_]+") ? " " + words[1] : "";
    return (words[0] + (words[0].matches("(?i)create|drop|alter|rename") ? second : ""))
        .toUpperCase(Locale.ROOT);
  }
}
