package dev.migrate.plan;

import dev.migrate.schema.model.Table;
import dev.migrate.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one statement would do.
 *
 * @param statement the statement
 * @param algorithm {@code INSTANT}, {@code NOCOPY}, {@code INPLACE} or {@code COPY}, as the server
 *     would take it; null where it changes no table there is, or nobody could be asked
 * @param lock {@code NONE}, {@code SHARED} or {@code EXCLUSIVE}: what others may not do to the
 *     table meanwhile, beyond the moments at its beginning and its end; null as {@code algorithm}
 * @param rebuild whether the table is written anew; null as {@code algorithm}
 * @param sizes the tables of the real database that it works on
 * @param before the tables it names, by lower-case name, before it; those that are not there are
 *     absent; where it was not tried out, those of which both sides are known all the same, and no
 *     more of them than their columns
 * @param after the same, after it; where it was not tried out, as its text says
 * @param tried whether it was executed on the scratch copy
 * @param failure the server's refusal of it there; null for none
 * @param unknown why there is no answer where one would be wanted; null where there is one
 */
public record Foreseen(
    Statement statement,
    @Nullable String algorithm,
    @Nullable String lock,
    @Nullable Boolean rebuild,
    List<TableSize> sizes,
    Map<String, Table> before,
    Map<String, Table> after,
    boolean tried,
    @Nullable String failure,
    @Nullable String unknown) {

  public Foreseen {
    sizes = List.copyOf(sizes);
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  /** Of a statement that was not tried out. */
  public static Foreseen untried(Statement statement, List<TableSize> sizes, String why) {
    return new Foreseen(statement, null, null, null, sizes, Map.of(), Map.of(), false, null, why);
  }
}
