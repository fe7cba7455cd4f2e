/**
 * What comes back up: events while a run goes on, and the one family of errors that ends it. Every
 * other package may use this one; it uses none.
 */
@NullMarked
package dev.migrate.outcome;

import org.jspecify.annotations.NullMarked;
