/** What pending statements would do, as the server tells of a scratch copy of what they touch. */
@NullMarked
package dev.migrate.plan;

import org.jspecify.annotations.NullMarked;
