package dev.migrate.schema.model;

/**
 * A view.
 *
 * @param select as the server prints it, the database's own name left out
 * @param algorithm {@code UNDEFINED}, {@code MERGE}, {@code TEMPTABLE}
 * @param security {@code DEFINER} or {@code INVOKER}
 * @param check {@code CASCADED}, {@code LOCAL}, or empty without WITH CHECK OPTION
 * @param definer {@code `user`@`host`}; no part of a comparison
 */
public record View(
    String name, String select, String algorithm, String security, String check, String definer) {}
