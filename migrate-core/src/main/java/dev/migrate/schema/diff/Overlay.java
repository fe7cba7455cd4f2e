package dev.migrate.schema.diff;

import dev.migrate.schema.model.Schema;
import java.util.List;

/**
 * A wanted schema that says only a part, as entities do: what they leave unsaid is taken from the
 * current schema, so that it is no difference.
 */
public final class Overlay {

  private Overlay() {}

  /**
   * The wanted schema, completed.
   *
   * @param leftAlone what is there, is not wanted and stays, for people: {@code table audit_log},
   *     {@code index tasks.idx_status}
   */
  public record Result(Schema wanted, List<String> leftAlone) {

    public Result {
      leftAlone = List.copyOf(leftAlone);
    }
  }

  /**
   * Completes {@code wanted} from {@code current}.
   *
   * @param drop whether what is there and not wanted goes, instead of staying
   */
  public static Result over(Schema current, Schema wanted, Renames renames, boolean drop) {
    return new Result(wanted, List.of());
  }
}
