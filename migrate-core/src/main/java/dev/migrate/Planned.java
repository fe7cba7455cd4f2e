package dev.migrate;

import dev.migrate.validate.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan tells. */
public final class Planned {

  private Planned() {}

  /**
   * A migration that would be applied or taken back.
   *
   * @param version null for a repeatable migration
   * @param revision null when the file's head names none
   * @param type {@code SQL}, {@code JDBC} …
   * @param file of the migration, or of its undo
   * @param statementCount still to be executed; null where it is written in Java
   * @param doneCount what an earlier run did of it
   */
  public record Migration(
      @Nullable String version,
      @Nullable String revision,
      String description,
      String type,
      String file,
      @Nullable Integer statementCount,
      int doneCount) {}

  /**
   * A statement that would be executed.
   *
   * @param sql as it would be sent; where a secret may be in it, its beginning with masked literals
   * @param script the whole text; null where a secret may be in it
   * @param kind {@code ddl}, {@code dml} …
   * @param objects what it defines or changes: {@code table orders}
   * @param algorithm as the server takes; null where it alters no table, or nobody could be asked
   * @param lock what others may not do meanwhile; null as {@code algorithm}
   * @param rebuild whether the table is written anew; null as {@code algorithm}
   * @param rows about, of the tables it names; null where it names none there is
   * @param bytes the same, data and indexes
   * @param references tables that refer to those it names
   * @param destructive what data is lost; null for nothing
   * @param failure the server's refusal on the copy; null for none
   * @param unknown why something of this is not known; null where all is
   * @param estimate how long it may take; null where nothing is known to tell it by
   */
  public record Statement(
      String file,
      int line,
      String sql,
      @Nullable String script,
      String kind,
      List<String> objects,
      @Nullable String algorithm,
      @Nullable String lock,
      @Nullable Boolean rebuild,
      @Nullable Long rows,
      @Nullable Long bytes,
      List<String> references,
      @Nullable String destructive,
      @Nullable String failure,
      @Nullable String unknown,
      @Nullable Estimate estimate,
      List<Finding> findings) {

    /** One of whose time nothing is known. */
    public Statement(
        String file,
        int line,
        String sql,
        @Nullable String script,
        String kind,
        List<String> objects,
        @Nullable String algorithm,
        @Nullable String lock,
        @Nullable Boolean rebuild,
        @Nullable Long rows,
        @Nullable Long bytes,
        List<String> references,
        @Nullable String destructive,
        @Nullable String failure,
        @Nullable String unknown,
        List<Finding> findings) {
      this(
          file,
          line,
          sql,
          script,
          kind,
          objects,
          algorithm,
          lock,
          rebuild,
          rows,
          bytes,
          references,
          destructive,
          failure,
          unknown,
          null,
          findings);
    }

    /** Keeps copies of the lists. */
    public Statement {
      objects = List.copyOf(objects);
      references = List.copyOf(references);
      findings = List.copyOf(findings);
    }
  }

  /**
   * How this environment would be brought back to where it is now.
   *
   * @param how {@code downgrade}, {@code upgrade}, {@code restore}, or {@code none} where nothing
   *     would bring it back
   * @param commands in their order, ready to paste; {@code FILE} stands for what is not known yet
   * @param reasons why it is no more than a restore; empty where nothing is lost on the way
   */
  public record Rollback(String how, List<String> commands, List<String> reasons) {

    /** Keeps copies of the lists. */
    public Rollback {
      commands = List.copyOf(commands);
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * The backup that would be taken before the first change.
   *
   * @param source {@code whole}, {@code pending tables}, {@code command} or {@code snapshot}
   * @param databaseBytes data and indexes of what it would have, about
   * @param lastBytes the size of the newest backup there is; null for none
   * @param lastAt when that was taken; null for none
   * @param lastDuration how long it took, about; null where that cannot be told
   */
  public record Backup(
      String source,
      long databaseBytes,
      @Nullable Long lastBytes,
      @Nullable Instant lastAt,
      @Nullable Duration lastDuration) {}
}
