/**
 * Who and where: the environment of a run, its policy, and where each of its settings came from.
 */
@NullMarked
package dev.migrate.environment;

import org.jspecify.annotations.NullMarked;
