/** Rules that keep migrations safe, and what they find. */
@NullMarked
package dev.migrate.validate;

import org.jspecify.annotations.NullMarked;
