package dev.migrate.schema;

import dev.migrate.sql.Change;
import dev.migrate.sql.ObjectName;
import java.util.List;

/** Whether looking would settle a statement, told before it runs. */
final class Visibility {

  private Visibility() {}

  static boolean of(Change change, List<ObjectState> before) {
    return switch (change.kind()) {
      case REPEATABLE -> true;
      case HIDDEN -> false;
      default ->
          !before.isEmpty()
              && ((change.conditional() && change.why().isEmpty()) || isVisible(change, before));
    };
  }

  private static boolean isVisible(Change change, List<ObjectState> before) {
    ObjectState first = before.get(0);
    boolean account = first.object().type() == ObjectName.Type.ACCOUNT;
    if (!before.stream().allMatch(ObjectState::isKnown)) {
      return false;
    }
    return switch (change.kind()) {
      // Of several objects some may be done where the server does not do all or none.
      case CREATE -> change.why().isEmpty() && !(account && before.size() > 1);
      case REPLACE ->
          !first.present() || (change.movesRows() ? first.hasIds() : change.why().isEmpty());
      case ALTER -> change.why().isEmpty() && !(account && before.size() > 1);
      case DROP -> before.stream().filter(ObjectState::present).count() == 1;
      case RENAME -> Renaming.shows(before) || haveIds(before);
      case MOVE -> haveIds(before);
      default -> false;
    };
  }

  private static boolean haveIds(List<ObjectState> before) {
    return before.stream().allMatch(state -> !state.present() || state.hasIds());
  }
}
