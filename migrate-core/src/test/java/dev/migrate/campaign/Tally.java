package dev.migrate.campaign;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign counted. */
final class Tally {

  private final Map<String, Integer> ways = new TreeMap<>();
  private final Map<String, Integer> places = new TreeMap<>();
  private final Map<String, Integer> asked = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int kills;
  private int reruns;
  private int legs;
  private int doubled;
  private int lost;
  private int askedCount;
  private int leftPartitions;
  private int stayedDead;

  void killed(String way, String what) {
    kills++;
    ways.merge(way, 1, Integer::sum);
    places.merge(what, 1, Integer::sum);
  }

  void rerun() {
    reruns++;
  }

  void asked(String kind) {
    askedCount++;
    asked.merge(kind, 1, Integer::sum);
  }

  /** A server that was killed left a part of a partitioned table that its rerun stumbled over. */
  void leftPartition() {
    leftPartitions++;
  }

  /** A server that was killed does not start again. */
  void staysDead() {
    stayedDead++;
  }

  void walked() {
    legs++;
  }

  void differs(Truth.Difference difference, String where, String history) {
    doubled += difference.doubled();
    lost += difference.lost();
    failures.add(
        where + ": the database differs:\n  " + String.join("\n  ", difference.lines()) + history);
  }

  void failed(String what) {
    failures.add(what);
  }

  int kills() {
    return kills;
  }

  int askedCount() {
    return askedCount;
  }

  int doubled() {
    return doubled;
  }

  int lost() {
    return lost;
  }

  List<String> failures() {
    return failures;
  }

  void print(PrintStream out) {
    out.println("kills: " + kills + " " + ways);
    out.println("places of the kills: " + places);
    out.println(
        "ways walked to their end: "
            + legs
            + ", reruns: "
            + reruns
            + ", failures: "
            + failures.size());
    out.println("doubled: " + doubled + ", lost: " + lost);
    out.println("asked for a decision: " + askedCount + " " + asked);
    out.println(
        "defects of the server's own recovery: partitions left behind "
            + leftPartitions
            + ", servers that did not start again "
            + stayedDead);
    failures.forEach(failure -> out.println("FAILURE " + failure));
  }
}
