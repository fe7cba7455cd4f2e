/** A database's report as one HTML file that needs nothing beside it. */
@NullMarked
package dev.migrate.render.page;

import org.jspecify.annotations.NullMarked;
