package dev.migrate.schema.diff;

import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableOptions;
import dev.migrate.server.Identifier;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one ALTER TABLE that makes a table into another of the same name. Whatever leads from one to
 * the other and back is written by the same rules, so that the way back is as exact.
 */
final class Alteration {

  private static final String SEPARATOR = ",\n  ";

  private final Table before;
  private final Table after;
  private final List<ForeignKey> known;
  private final ServerVersion server;
  private final Replaced replaced;
  private final List<String> clauses = new ArrayList<>();

  private Alteration(Table before, Table after, List<ForeignKey> known, ServerVersion server) {
    this.before = before;
    this.after = after;
    this.known = known;
    this.server = server;
    this.replaced = Replaced.between(before, after);
  }

  /**
   * The statement, or empty for equal tables.
   *
   * @param known foreign keys that the table had at first, for which the server may have made
   *     indexes
   */
  static String sql(Table before, Table after, List<ForeignKey> known, ServerVersion server) {
    return before.equals(after) ? "" : new Alteration(before, after, known, server).sql();
  }

  private String sql() {
    dropForeignKeys();
    dropChecks();
    dropPeriods();
    IndexClauses indexes = new IndexClauses(before, after, known, replaced, server);
    clauses.addAll(indexes.drops());
    before.columns().stream()
        .filter(column -> after.column(column.name()).isEmpty() || replaced.has(column))
        .forEach(column -> clauses.add("DROP COLUMN " + quote(column.name())));
    columns();
    clauses.addAll(indexes.adds());
    addPeriods();
    addChecks();
    addForeignKeys();
    clauses.addAll(OptionClauses.between(before.options(), after.options(), server));
    String partitioning = partitioning();
    if (clauses.isEmpty() && partitioning.isEmpty()) {
      return "";
    }
    boolean versioned = Versioning.is(before) && server.vendor() == Vendor.MARIADB;
    return (versioned ? Versioning.KEEP : "")
        + "ALTER TABLE "
        + quote(before.name())
        + (clauses.size() == 1 ? " " : "\n  ")
        + String.join(SEPARATOR, clauses)
        + (partitioning.isEmpty() ? "" : (clauses.isEmpty() ? "" : "\n ") + partitioning);
  }

  private void columns() {
    ColumnOrder order = ColumnOrder.of(before, after, replaced);
    TableOptions written = charsetChanges() ? withoutCharset(after.options()) : after.options();
    for (Column column : after.columns()) {
      Optional<Column> old = before.column(column.name());
      String position = order.position(column.name());
      if (old.isEmpty() || replaced.has(column)) {
        clauses.add("ADD COLUMN " + Clauses.column(column, written, server) + position);
      } else if (!old.get().equals(column) || !position.isEmpty()) {
        String verb =
            old.get().name().equals(column.name())
                ? "MODIFY COLUMN "
                : "CHANGE COLUMN " + quote(old.get().name()) + " ";
        clauses.add(verb + Clauses.column(column, written, server) + position);
      }
    }
  }

  private boolean charsetChanges() {
    return !before.options().charset().equals(after.options().charset())
        || !before.options().collation().equals(after.options().collation());
  }

  /** With these, every column says its own character set. */
  private static TableOptions withoutCharset(TableOptions options) {
    return new TableOptions(
        options.engine(), "", "", options.rowFormat(), options.comment(), options.others());
  }

  private void dropForeignKeys() {
    for (ForeignKey key : before.foreignKeys()) {
      if (!after.foreignKeys().contains(key)) {
        clauses.add("DROP FOREIGN KEY " + quote(key.name()));
      }
    }
  }

  private void addForeignKeys() {
    for (ForeignKey key : after.foreignKeys()) {
      if (!before.foreignKeys().contains(key)) {
        clauses.add("ADD " + Clauses.foreignKey(key));
      }
    }
  }

  private void dropChecks() {
    for (Check check : before.checks()) {
      if (isRemade(check) || (!after.checks().contains(check) && enforcement(check).isEmpty())) {
        String verb = server.vendor() == Vendor.MYSQL ? "DROP CHECK " : "DROP CONSTRAINT ";
        clauses.add(verb + quote(check.name()));
      }
    }
  }

  private void addChecks() {
    for (Check check : before.checks()) {
      enforcement(check)
          .ifPresent(
              enforced -> {
                String is = enforced ? " ENFORCED" : " NOT ENFORCED";
                clauses.add("ALTER CHECK " + quote(check.name()) + is);
              });
    }
    for (Check check : after.checks()) {
      if (isRemade(check)
          || before.checks().stream().noneMatch(old -> isOnlyEnforcement(old, check))) {
        clauses.add("ADD " + Clauses.check(check, server));
      }
    }
  }

  /** What a check is to become that changes in nothing but whether it is enforced. */
  private Optional<Boolean> enforcement(Check check) {
    return after.checks().stream()
        .filter(other -> !isRemade(other))
        .filter(other -> !other.equals(check) && isOnlyEnforcement(check, other))
        .map(Check::enforced)
        .findFirst();
  }

  private boolean isRemade(Check check) {
    return replaced.names(check.expression());
  }

  private static boolean isOnlyEnforcement(Check one, Check other) {
    return one.name().equals(other.name()) && one.expression().equals(other.expression());
  }

  private void dropPeriods() {
    for (String period : before.periods()) {
      if (!after.periods().contains(period)) {
        clauses.add("DROP " + period.substring(0, period.indexOf('(')).strip());
      }
    }
  }

  private void addPeriods() {
    for (String period : after.periods()) {
      if (!before.periods().contains(period)) {
        clauses.add("ADD " + period);
      }
    }
  }

  private String partitioning() {
    if (before.partitioning().equals(after.partitioning())) {
      return "";
    }
    return after.partitioning().isEmpty() ? "REMOVE PARTITIONING" : after.partitioning();
  }

  private static String quote(String name) {
    return Identifier.quote(name);
  }
}
