package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One column of an entity, with what is there already. */
final class ColumnOverlay {

  private static final Pattern NOW =
      Pattern.compile("(current_timestamp)(\\(\\d*\\))?", Pattern.CASE_INSENSITIVE);

  private final TableOptions entity;
  private final TableOptions table;

  /**
   * Of one table.
   *
   * @param entity as the entity alone would have it
   * @param table as it will be
   */
  ColumnOverlay(TableOptions entity, TableOptions table) {
    this.entity = entity;
    this.table = table;
  }

  /** A column that is not there yet: it is of the table's character set, unless it says another. */
  Column added(Column said) {
    boolean unsaid = said.collation() != null && said.collation().equals(entity.collation());
    return unsaid
        ? with(said, said.type(), table.charset(), table.collation(), said.defaultValue())
        : said;
  }

  private static Column with(
      Column column,
      String type,
      @Nullable String charset,
      @Nullable String collation,
      @Nullable String defaultValue) {
    return new Column(
        column.name(),
        type,
        charset,
        collation,
        column.nullable(),
        defaultValue,
        column.onUpdate(),
        column.autoIncrement(),
        column.generated(),
        column.invisible(),
        column.srid(),
        column.comment(),
        column.check(),
        column.others());
  }

  /** A column that is there: an entity says its type, whether it may be null, and little else. */
  Column over(Column old, Column said) {
    boolean generated = old.generated() != null && said.generated() == null;
    boolean unsaid = said.collation() == null || said.collation().equals(entity.collation());
    boolean text = said.collation() != null && old.collation() != null;
    Column collated = unsaid ? added(said) : said;
    boolean sameType = old.type().equals(said.type());
    String type = type(old, said);
    return new Column(
        old.name(),
        type,
        unsaid && text ? old.charset() : collated.charset(),
        unsaid && text ? old.collation() : collated.collation(),
        generated ? old.nullable() : said.nullable(),
        defaultValue(old, said, type),
        said.onUpdate() == null ? now(old.onUpdate(), type) : said.onUpdate(),
        said.autoIncrement(),
        generated ? old.generated() : said.generated(),
        old.invisible() || said.invisible(),
        said.srid() == null ? old.srid() : said.srid(),
        said.comment().isEmpty() ? old.comment() : said.comment(),
        said.check() == null && sameType ? old.check() : said.check(),
        others(old, said));
  }

  /** The values of an ENUM or a SET stay in their order, new ones follow. */
  private static String type(Column old, Column said) {
    Optional<EnumType> is = EnumType.of(old.type());
    Optional<EnumType> wanted = EnumType.of(said.type());
    if (is.isEmpty() || wanted.isEmpty() || !is.get().kind().equals(wanted.get().kind())) {
      return said.type();
    }
    List<String> values = new ArrayList<>(is.get().values());
    values.retainAll(wanted.get().values());
    wanted.get().values().stream().filter(each -> !values.contains(each)).forEach(values::add);
    return values.equals(is.get().values())
        ? old.type()
        : new EnumType(is.get().kind(), values).sql();
  }

  private static @Nullable String defaultValue(Column old, Column said, String type) {
    if (said.defaultValue() != null || said.autoIncrement() || said.generated() != null) {
      return said.defaultValue();
    }
    String value = old.defaultValue();
    if (value == null || old.type().equals(type)) {
      return value;
    }
    if (NOW.matcher(value).matches()) {
      return now(value, type);
    }
    return isAlike(old.type(), type) ? value : null;
  }

  /** Whether a default of one type is most likely one of the other, too. */
  private static boolean isAlike(String one, String other) {
    return family(one).equals(family(other));
  }

  private static String family(String type) {
    String name = type.toLowerCase(Locale.ROOT).replaceAll("[( ].*", "");
    if (name.matches("(tiny|small|medium|big)?int|decimal|float|double")) {
      return "number";
    }
    return name.matches("(var)?char") ? "text" : name;
  }

  /** The time of now in as many digits as the type has; null for a type without a time. */
  private static @Nullable String now(@Nullable String value, String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    if (value == null || !(lower.startsWith("datetime") || lower.startsWith("timestamp"))) {
      return null;
    }
    Matcher matcher = NOW.matcher(value);
    if (!matcher.matches()) {
      return value;
    }
    String digits = type.replaceAll("[^0-9]", "");
    String brackets = matcher.group(2) == null ? "" : "()";
    return matcher.group(1) + (digits.isEmpty() ? brackets : "(" + digits + ")");
  }

  private static List<String> others(Column old, Column said) {
    List<String> others = new ArrayList<>(old.others());
    said.others().stream().filter(other -> !others.contains(other)).forEach(others::add);
    return others;
  }
}
