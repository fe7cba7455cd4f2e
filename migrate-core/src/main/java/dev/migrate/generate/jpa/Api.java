package dev.migrate.generate.jpa;

import org.jboss.jandex.DotName;

/** The two package names that JPA has had: an application uses one of them. */
enum Api {
  JAVAX("javax.persistence"),
  JAKARTA("jakarta.persistence");

  private final String packageName;

  Api(String packageName) {
    this.packageName = packageName;
  }

  DotName entity() {
    return annotation("Entity");
  }

  DotName annotation(String simpleName) {
    return DotName.createSimple(packageName + "." + simpleName);
  }

  Api other() {
    return this == JAVAX ? JAKARTA : JAVAX;
  }
}
