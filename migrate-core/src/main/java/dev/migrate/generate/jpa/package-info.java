/**
 * The schema that a project's JPA entities ask for: finds them in compiled classes and mapping
 * files, and has the project's own Hibernate write their DDL in a JVM of its own.
 */
@NullMarked
package dev.migrate.generate.jpa;

import org.jspecify.annotations.NullMarked;
