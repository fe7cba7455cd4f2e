package dev.migrate.schema.model;

/**
 * A sequence (MariaDB).
 *
 * @param definition from CREATE SEQUENCE on, as the server prints it; not where it stands
 */
public record Sequence(String name, String definition) {}
