package dev.migrate.environment;

/**
 * A setting in force, as it may be shown.
 *
 * @param name the setting's name, {@code url}, {@code tls}, {@code flyway.table}
 * @param value the value as it may be shown; a secret's value is never in here, only {@code
 *     "(set)"}
 * @param origin where it came from, as a person would look it up: {@code -Dmigrate.url}, {@code
 *     DATABASE_URL}, {@code pom.xml <environments><staging><tls>}, {@code
 *     src/main/resources/application.yml: spring.flyway.table}, {@code default}
 */
public record Setting(String name, String value, String origin) {}
