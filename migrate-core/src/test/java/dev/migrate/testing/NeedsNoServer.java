package dev.migrate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Tests that never touch the test server: what they show does not depend on it, so they run with
 * the embedded one only.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
    named = "test.server",
    matches = "jdbc:.*",
    disabledReason = "shown on the embedded server: no test server is touched")
public @interface NeedsNoServer {}
