package dev.migrate.schema.diff;

import dev.migrate.schema.model.Clauses;
import dev.migrate.schema.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two columns, for people: {@code varchar(100) → varchar(200), NOT NULL}. */
final class ColumnDetail {

  private final List<String> parts = new ArrayList<>();

  private ColumnDetail() {}

  static String of(Column before, Column after, String position) {
    ColumnDetail detail = new ColumnDetail();
    detail.differs("", before.name(), after.name());
    detail.differs("", before.type(), after.type());
    detail.differs("", before.collation(), after.collation());
    detail.flag(before.nullable(), after.nullable(), "NULL", "NOT NULL");
    detail.differs("default ", before.defaultValue(), after.defaultValue());
    detail.differs("on update ", before.onUpdate(), after.onUpdate());
    detail.flag(
        before.autoIncrement(), after.autoIncrement(), "AUTO_INCREMENT", "no AUTO_INCREMENT");
    detail.differs("", generated(before), generated(after));
    detail.flag(before.invisible(), after.invisible(), "INVISIBLE", "VISIBLE");
    detail.differs("SRID ", before.srid(), after.srid());
    detail.differs("comment ", comment(before), comment(after));
    detail.differs("check ", before.check(), after.check());
    detail.differs("", others(before), others(after));
    if (!position.isEmpty()) {
      detail.parts.add(position.replace("`", ""));
    }
    return String.join(", ", detail.parts);
  }

  private void differs(String label, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      parts.add(
          label + (before == null ? "none" : before) + " → " + (after == null ? "none" : after));
    }
  }

  private void flag(boolean before, boolean after, String yes, String no) {
    if (before != after) {
      parts.add(after ? yes : no);
    }
  }

  private static @Nullable String generated(Column column) {
    Column.Generated generated = column.generated();
    return generated == null
        ? null
        : "as (" + generated.expression() + ")" + (generated.stored() ? " stored" : "");
  }

  private static @Nullable String comment(Column column) {
    return column.comment().isEmpty() ? null : Clauses.text(column.comment());
  }

  private static @Nullable String others(Column column) {
    return column.others().isEmpty() ? null : String.join(" ", column.others());
  }
}
