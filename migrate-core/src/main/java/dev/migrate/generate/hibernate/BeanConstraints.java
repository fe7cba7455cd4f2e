package dev.migrate.generate.hibernate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.ClassLoaderAccess;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/**
 * What Bean Validation adds to tables ({@code @NotNull}, {@code @Size}): Hibernate does it when it
 * builds a session factory, which takes a database, so its own code is called here without one.
 */
final class BeanConstraints {

  private static final String[] ACTIVATORS = {
    "org.hibernate.boot.beanvalidation.TypeSafeActivator",
    "org.hibernate.cfg.beanvalidation.TypeSafeActivator"
  };

  private BeanConstraints() {}

  /**
   * Applies them, where the project has Bean Validation and does not say otherwise.
   *
   * @return why they could not be applied; empty when all is well
   */
  static Optional<String> apply(Metadata metadata, Map<String, Object> settings, Dialect dialect) {
    Method apply = method();
    if (apply == null || !isWanted(settings)) {
      return Optional.empty();
    }
    Class<?> factoryType = apply.getParameterTypes()[0];
    try {
      Object factory = factory(factoryType);
      if (factory != null) {
        Collection<PersistentClass> classes = metadata.getEntityBindings();
        apply.invoke(null, factory, classes, settings, dialect, new Loader());
      }
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.of(e.toString());
    }
  }

  /** Null without Bean Validation on the class path. */
  private static @Nullable Method method() {
    for (String name : ACTIVATORS) {
      Class<?> activator = EntitySchema.classNamed(name);
      if (activator != null) {
        try {
          return Arrays.stream(activator.getDeclaredMethods())
              .filter(m -> m.getName().equals("applyRelationalConstraints"))
              .filter(m -> m.getParameterCount() == 5)
              .peek(m -> m.setAccessible(true))
              .findFirst()
              .orElse(null);
        } catch (NoClassDefFoundError e) {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean isWanted(Map<String, Object> settings) {
    if ("false".equals(String.valueOf(settings.get("hibernate.validator.apply_to_ddl")))) {
      return false;
    }
    for (String api : new String[] {"jakarta", "javax"}) {
      Object mode = settings.get(api + ".persistence.validation.mode");
      if (mode != null && !mode.toString().matches("(?i).*(auto|ddl).*")) {
        return false;
      }
    }
    return true;
  }

  /** Null where there is only the API: then the application has no constraints, either. */
  private static @Nullable Object factory(Class<?> type) throws ReflectiveOperationException {
    Class<?> validation = Class.forName(type.getPackageName() + ".Validation");
    try {
      return validation.getMethod("buildDefaultValidatorFactory").invoke(null);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause != null && cause.getClass().getSimpleName().equals("NoProviderFoundException")) {
        return null;
      }
      throw e;
    }
  }

  /** The class path of this JVM. */
  private static final class Loader implements ClassLoaderAccess {
    @Override
    @SuppressWarnings("unchecked") // the contract of the interface
    public <T> Class<T> classForName(String name) {
      Class<?> found = EntitySchema.classNamed(name);
      if (found == null) {
        throw new IllegalArgumentException("no class " + name);
      }
      return (Class<T>) found;
    }

    @Override
    public @Nullable URL locateResource(String name) {
      return EntitySchema.class.getClassLoader().getResource(name);
    }
  }
}
