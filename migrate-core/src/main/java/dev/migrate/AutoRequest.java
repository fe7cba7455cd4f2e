package dev.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration is to be written from, and how.
 *
 * @param message what the migration is about
 * @param wanted a file or folder of CREATE statements, or the URL of a database; null: the
 *     project's entities
 * @param live whether the environment's database is what the project has, in place of what its
 *     migrations give
 * @param drop whether what no entity speaks of is to be dropped
 * @param renames {@code old:new} of tables, {@code table.old:new} of columns
 * @param columnOrder whether the order of columns counts
 * @param online whether each ALTER TABLE names the mildest algorithm and lock the server accepts
 * @param dryRun whether the files are only shown
 */
public record AutoRequest(
    String message,
    @Nullable String wanted,
    boolean live,
    boolean drop,
    List<String> renames,
    boolean columnOrder,
    boolean online,
    boolean dryRun) {

  public AutoRequest {
    renames = List.copyOf(renames);
  }
}
