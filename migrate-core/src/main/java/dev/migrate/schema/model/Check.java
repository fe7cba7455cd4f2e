package dev.migrate.schema.model;

/**
 * A CHECK constraint of a table.
 *
 * @param expression without the brackets around it
 * @param enforced false for NOT ENFORCED (MySQL)
 */
public record Check(String name, String expression, boolean enforced) {}
