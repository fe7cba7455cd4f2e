package dev.migrate.backup;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which form the values of a data type have; of types not listed nothing is assumed. */
final class ColumnForms {

  private static final Map<String, ColumnForm> FORMS = new HashMap<>();

  static {
    add(ColumnForm.NUMBER, "tinyint smallint mediumint int bigint decimal year");
    add(ColumnForm.FLOAT, "float");
    add(ColumnForm.DOUBLE, "double");
    add(ColumnForm.ENUM, "enum");
    add(ColumnForm.UTF8, "json uuid inet4 inet6");
    add(ColumnForm.BYTES, "char varchar tinytext text mediumtext longtext set");
    add(ColumnForm.BYTES, "binary varbinary tinyblob blob mediumblob longblob bit vector");
    add(ColumnForm.BYTES, "date time datetime timestamp");
    add(ColumnForm.BYTES, "geometry point linestring polygon multipoint multilinestring");
    add(ColumnForm.BYTES, "multipolygon geomcollection geometrycollection");
  }

  private ColumnForms() {}

  private static void add(ColumnForm form, String types) {
    for (String type : types.split(" ", -1)) {
      FORMS.put(type, form);
    }
  }

  /** By {@code information_schema.columns.data_type}; null for a type unknown here. */
  static @Nullable ColumnForm of(String dataType) {
    return FORMS.get(dataType);
  }
}
