package dev.migrate.generate.jpa;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Indexer;

/**
 * What a class path has to map entities with.
 *
 * @param hibernate whether Hibernate is there
 * @param apis the annotations that are read: of Hibernate the one it knows, else what API is there;
 *     empty where there is none
 * @param jpa32 whether the API is Jakarta Persistence 3.2 or later
 * @param spring whether it is a Spring Boot application, which names tables its own way
 */
record Library(boolean hibernate, List<Api> apis, boolean jpa32, boolean spring) {

  private static final String SESSION = "org.hibernate.Session";

  static Library of(ClassPath classPath) {
    boolean hibernate = classPath.hasClass(SESSION);
    boolean spring =
        classPath.hasClass("org.springframework.boot.SpringApplication")
            && classPath.hasClass("org.springframework.orm.jpa.JpaVendorAdapter");
    List<Api> apis =
        hibernate
            ? List.of(ofHibernate(classPath))
            : List.of(Api.values()).stream()
                .filter(api -> classPath.hasClass(api.entity().toString()))
                .toList();
    boolean jpa32 = classPath.hasClass("jakarta.persistence.SchemaManager");
    return new Library(hibernate, apis, jpa32, spring);
  }

  /** Hibernate's session is an entity manager: of the API it reads. */
  private static Api ofHibernate(ClassPath classPath) {
    byte[] bytes = classPath.classBytes(SESSION).orElseThrow();
    try {
      Indexer indexer = new Indexer();
      indexer.index(new ByteArrayInputStream(bytes));
      boolean jakarta =
          indexer
              .complete()
              .getClassByName(DotName.createSimple(SESSION))
              .interfaceNames()
              .contains(Api.JAKARTA.annotation("EntityManager"));
      return jakarta ? Api.JAKARTA : Api.JAVAX;
    } catch (IOException e) {
      throw Root.unreadable(SESSION, e);
    }
  }
}
