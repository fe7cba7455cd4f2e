/** Report values to text and JSON; pure functions. */
@NullMarked
package dev.migrate.render;

import org.jspecify.annotations.NullMarked;
