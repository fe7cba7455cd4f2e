package dev.migrate.schema.model;

import java.util.List;

/**
 * A view.
 *
 * @param columns the names given in brackets after the view's name; empty where the select names
 *     them (MariaDB always writes them into the select)
 * @param select as the server prints it, the database's own name left out
 * @param algorithm {@code UNDEFINED}, {@code MERGE}, {@code TEMPTABLE}
 * @param security {@code DEFINER} or {@code INVOKER}
 * @param check {@code CASCADED}, {@code LOCAL}, or empty without WITH CHECK OPTION
 * @param definer {@code `user`@`host`}; no part of a comparison
 */
public record View(
    String name,
    List<String> columns,
    String select,
    String algorithm,
    String security,
    String check,
    String definer) {

  public View {
    columns = List.copyOf(columns);
  }
}
