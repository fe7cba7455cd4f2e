package dev.migrate.schema;

import static dev.migrate.schema.Settlement.ran;
import static dev.migrate.schema.Settlement.run;
import static dev.migrate.schema.Settlement.undecided;

import dev.migrate.sql.Change;
import dev.migrate.sql.ObjectName;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A statement's objects before and now, and what follows for the statement. */
final class Comparison {

  /** One object at both moments. */
  record Pair(ObjectState before, ObjectState now) {

    boolean isKnown() {
      return before.isKnown() && now.isKnown();
    }

    boolean hasIds() {
      return before.hasIds() && now.hasIds();
    }

    boolean hasNewIds() {
      return !before.ids().equals(now.ids());
    }

    boolean isSame() {
      return before.present() == now.present() && before.definition().equals(now.definition());
    }

    boolean appeared() {
      return !before.present() && now.present();
    }

    boolean vanished() {
      return before.present() && !now.present();
    }

    boolean is(ObjectName.Type type) {
      return before.object().type() == type;
    }

    String name() {
      return before.name();
    }
  }

  private final Change change;
  private final List<Pair> pairs;

  Comparison(Change change, List<ObjectState> before, List<ObjectState> now) {
    this.change = change;
    this.pairs =
        IntStream.range(0, before.size())
            .mapToObj(i -> new Pair(before.get(i), now.get(i)))
            .toList();
  }

  Settlement settle() {
    return switch (change.kind()) {
      case REPEATABLE -> run("running it again does no harm");
      case HIDDEN -> undecided("it " + change.why());
      default ->
          pairs.isEmpty() ? undecided("it names no object that could be looked at") : compare();
    };
  }

  private Settlement compare() {
    return switch (change.kind()) {
      case CREATE -> create();
      case REPLACE -> replace();
      case DROP -> drop();
      case RENAME -> new Renaming(pairs).settle();
      case MOVE -> move();
      default -> alter();
    };
  }

  /** Of a trigger also its table is named, which does not change. */
  private List<Pair> created() {
    return pairs.get(0).is(ObjectName.Type.ACCOUNT) ? pairs : pairs.subList(0, 1);
  }

  private Settlement create() {
    List<Pair> targets = created();
    if (some(targets, pair -> !pair.isKnown())) {
      return unreadable(targets);
    }
    if (some(targets, pair -> pair.before.present()) && !change.conditional()) {
      return run(names(targets, pair -> pair.before.present()) + " existed before");
    }
    if (!some(targets, Pair::appeared)) {
      return change.why().isEmpty()
          ? run("it has created nothing")
          : undecided("it " + change.why());
    }
    return all(targets, pair -> pair.now.present())
        ? ran(names(targets, Pair::appeared) + " exists now")
        : mixed(targets, Pair::appeared, "exists", "does not");
  }

  private Settlement replace() {
    List<Pair> targets = created();
    if (!all(targets, pair -> pair.now.present())) {
      return run(names(targets, pair -> !pair.now.present()) + " does not exist");
    }
    if (all(targets, Pair::appeared)) {
      return ran(names(targets, Pair::appeared) + " exists now");
    }
    Pair first = targets.get(0);
    if (change.movesRows() && first.hasIds()) {
      return first.hasNewIds()
          ? ran(first.name() + " is another one now")
          : run(first.name() + " is the one of before");
    }
    if (all(targets, pair -> pair.isKnown() && !pair.isSame())) {
      return ran(names(targets, pair -> true) + " has changed");
    }
    if (change.movesRows()) {
      return undecided(first.name() + " looks as before, and " + whyNoIds(first));
    }
    return change.why().isEmpty()
        ? run("running it again does no harm")
        : undecided(first.name() + " looks as before, but it " + change.why());
  }

  private Settlement drop() {
    if (some(pairs, pair -> !pair.isKnown())) {
      return unreadable(pairs);
    }
    if (change.conditional()) {
      return some(pairs, pair -> pair.now.present()) || !some(pairs, Pair::vanished)
          ? run("running it again does no harm")
          : ran(names(pairs, Pair::vanished) + " is gone");
    }
    if (!some(pairs, pair -> pair.before.present())) {
      return pairs.get(0).is(ObjectName.Type.FUNCTION)
          ? undecided("it may unload a loaded function, which cannot be looked at")
          : run(names(pairs, pair -> true) + " did not exist before");
    }
    if (!some(pairs, Pair::vanished)) {
      return run(names(pairs, pair -> pair.now.present()) + " exists");
    }
    return some(pairs, pair -> pair.now.present())
        ? mixed(pairs, Pair::vanished, "is gone", "exists")
        : ran(names(pairs, Pair::vanished) + " is gone");
  }

  private Settlement move() {
    if (some(pairs, pair -> !pair.before.present())) {
      return run(names(pairs, pair -> !pair.before.present()) + " did not exist before");
    }
    if (!all(pairs, Pair::hasIds)) {
      Pair blind = pairs.stream().filter(pair -> !pair.hasIds()).findFirst().orElseThrow();
      return undecided(whyNoIds(blind));
    }
    if (all(pairs, Pair::hasNewIds)) {
      return ran(names(pairs, Pair::hasNewIds) + " has other InnoDB table ids");
    }
    return some(pairs, Pair::hasNewIds)
        ? mixed(pairs, Pair::hasNewIds, "has other InnoDB table ids", "has not")
        : run(names(pairs, pair -> true) + " has the InnoDB table ids of before");
  }

  private Settlement alter() {
    if (some(pairs, pair -> !pair.isKnown())) {
      return change.conditional() ? run("running it again does no harm") : unreadable(pairs);
    }
    Pair first = pairs.get(0);
    if (all(pairs, Pair::isSame)) {
      return change.why().isEmpty()
          ? run(names(pairs, pair -> true) + " is as before")
          : undecided(first.name() + " looks as before, but it " + change.why());
    }
    if (!first.before.present()) {
      return run(first.name() + " did not exist before");
    }
    if (first.vanished() && pairs.size() == 1) {
      return undecided(first.name() + " is gone");
    }
    return some(pairs, Pair::isSame)
        ? mixed(pairs, pair -> !pair.isSame(), "has changed", "has not")
        : ran(names(pairs, pair -> true) + " has changed");
  }

  private Settlement mixed(List<Pair> targets, Predicate<Pair> done, String did, String didNot) {
    return change.conditional()
        ? run("running it again does what is missing")
        : undecided(
            "it was cut off in the middle: "
                + names(targets, done)
                + " "
                + did
                + ", "
                + names(targets, done.negate())
                + " "
                + didNot);
  }

  private Settlement unreadable(List<Pair> targets) {
    return change.conditional()
        ? run("running it again does no harm")
        : undecided(
            "the account may not read the definition of "
                + names(targets, pair -> !pair.isKnown()));
  }

  static String whyNoIds(Pair pair) {
    boolean forbidden =
        pair.before.ids().equals(ObjectState.UNKNOWN) || pair.now.ids().equals(ObjectState.UNKNOWN);
    return forbidden
        ? "the InnoDB table id of "
            + pair.name()
            + ", which would tell, cannot be read (it takes the privilege PROCESS, and a file of the table's own)"
        : pair.name() + " is no InnoDB table, whose id would tell";
  }

  static String names(List<Pair> pairs, Predicate<Pair> which) {
    return pairs.stream()
        .filter(which)
        .map(Pair::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static boolean some(List<Pair> pairs, Predicate<Pair> which) {
    return pairs.stream().anyMatch(which);
  }

  private static boolean all(List<Pair> pairs, Predicate<Pair> which) {
    return pairs.stream().allMatch(which);
  }
}
