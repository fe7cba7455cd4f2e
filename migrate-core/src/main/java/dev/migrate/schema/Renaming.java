package dev.migrate.schema;

import static dev.migrate.schema.Settlement.ran;
import static dev.migrate.schema.Settlement.run;
import static dev.migrate.schema.Settlement.undecided;

import dev.migrate.schema.Comparison.Pair;
import dev.migrate.sql.ObjectName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether {@code RENAME a TO b, c TO d} ran: what each name would stand for then. */
final class Renaming {

  private final List<Pair> pairs;

  /** {@code pairs} are a, b, c, d. */
  Renaming(List<Pair> pairs) {
    this.pairs = pairs;
  }

  Settlement settle() {
    Pair unreadable = pairs.stream().filter(pair -> !pair.isKnown()).findFirst().orElse(null);
    if (unreadable != null) {
      return undecided("the account may not read the definition of " + unreadable.name());
    }
    String names = Comparison.names(pairs, pair -> true);
    boolean unchanged =
        pairs.stream().allMatch(pair -> pair.isSame() && !(pair.hasIds() && pair.hasNewIds()));
    Map<ObjectName, ObjectState> after = after(pairs.stream().map(Pair::before).toList());
    if (unchanged) {
      Pair blind =
          pairs.stream()
              .filter(pair -> pair.now().present() && !pair.hasIds())
              .findFirst()
              .orElse(null);
      return blind == null || shows(pairs.stream().map(Pair::before).toList())
          ? run(names + " are as before")
          : undecided("the tables look alike, and " + Comparison.whyNoIds(blind));
    }
    return pairs.stream().allMatch(pair -> isWhatCame(after, pair))
        ? ran(names + " have exchanged their names")
        : undecided("not all of " + names + " are what they would be");
  }

  /** Whether the renaming changes which of the names exist. */
  static boolean shows(List<ObjectState> before) {
    Map<ObjectName, ObjectState> after = after(before);
    return before.stream().anyMatch(state -> after.containsKey(state.object()) != state.present());
  }

  private static boolean isWhatCame(Map<ObjectName, ObjectState> after, Pair pair) {
    ObjectState came = after.get(pair.before().object());
    if (came == null) {
      return !pair.now().present();
    }
    boolean comparable = came.hasIds() && pair.now().hasIds();
    return pair.now().present() && (!comparable || came.ids().equals(pair.now().ids()));
  }

  private static Map<ObjectName, ObjectState> after(List<ObjectState> before) {
    Map<ObjectName, ObjectState> states = new HashMap<>();
    before.stream()
        .filter(ObjectState::present)
        .forEach(state -> states.put(state.object(), state));
    for (int i = 0; i + 1 < before.size(); i += 2) {
      ObjectState moved = states.remove(before.get(i).object());
      if (moved != null) {
        states.put(before.get(i + 1).object(), moved);
      }
    }
    return states;
  }
}
