package dev.migrate.generate.hibernate;

import java.util.Set;
import java.util.TreeSet;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategy;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The project's naming strategy, except that every table is in the database that is migrated: the
 * catalog ({@code @Table(catalog = …)}) is left out of the DDL and remembered. Schemas do not exist
 * on MySQL and MariaDB.
 */
final class OwnDatabaseNaming implements PhysicalNamingStrategy {

  private final PhysicalNamingStrategy project;
  private final Set<String> catalogs = new TreeSet<>();

  OwnDatabaseNaming(PhysicalNamingStrategy project) {
    this.project = project;
  }

  /** The catalogs that entities name. */
  Set<String> catalogs() {
    return catalogs;
  }

  @Override
  @SuppressWarnings("NullAway") // Hibernate takes and gives null for no catalog
  public @Nullable Identifier toPhysicalCatalogName(
      @Nullable Identifier name, JdbcEnvironment environment) {
    Identifier physical = project.toPhysicalCatalogName(name, environment);
    if (physical != null) {
      catalogs.add(physical.getText());
    }
    return null;
  }

  @Override
  public @Nullable Identifier toPhysicalSchemaName(
      @Nullable Identifier name, JdbcEnvironment environment) {
    return null;
  }

  @Override
  public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
    return project.toPhysicalTableName(name, environment);
  }

  @Override
  public Identifier toPhysicalSequenceName(Identifier name, JdbcEnvironment environment) {
    return project.toPhysicalSequenceName(name, environment);
  }

  @Override
  public Identifier toPhysicalColumnName(Identifier name, JdbcEnvironment environment) {
    return project.toPhysicalColumnName(name, environment);
  }
}
