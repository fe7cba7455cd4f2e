package dev.migrate.generate.jpa;

import java.util.HashMap;
import java.util.Map;

/**
 * The naming strategies that Spring Boot gives Hibernate where the application names none (its
 * class {@code HibernateProperties}): 2, 3 and 4 have them in different places.
 */
final class SpringNaming {

  private SpringNaming() {}

  static Map<String, String> defaults(ClassPath classPath) {
    Map<String, String> defaults = new HashMap<>();
    classPath
        .firstClass(
            "org.springframework.boot.hibernate.SpringImplicitNamingStrategy",
            "org.springframework.boot.orm.jpa.hibernate.SpringImplicitNamingStrategy")
        .ifPresent(name -> defaults.put("hibernate.implicit_naming_strategy", name));
    classPath
        .firstClass(
            "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
            "org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy",
            "org.springframework.boot.orm.jpa.hibernate.SpringPhysicalNamingStrategy")
        .ifPresent(name -> defaults.put("hibernate.physical_naming_strategy", name));
    return defaults;
  }
}
