/**
 * Runs in a JVM of its own, on the class path of a project, and has the project's own Hibernate (5
 * to 7) write the DDL of the project's entities. Nothing of this library is used here but this
 * package; it is compiled against Hibernate 5.6 and touches only what the later lines kept.
 */
@NullMarked
package dev.migrate.generate.hibernate;

import org.jspecify.annotations.NullMarked;
