package dev.migrate.environment;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An environment's policy: a preset, values the POM tightens, and values it loosens one by one
 * within {@code <loosen>}.
 *
 * @param policy the values in force
 * @param askedTls the protection the POM's {@code <policy>} asks for itself; empty: the preset's
 * @param settings the values with their origins
 */
record Policies(Policy policy, Optional<Value> askedTls, List<Setting> settings) {

  /** The elements of {@code <policy>} beside {@code <loosen>}. */
  static final List<String> ELEMENTS =
      List.of(
          "tls",
          "embedded",
          "undoRequired",
          "timings",
          "backup",
          "audit",
          "confirmRestore",
          "scratch",
          "validate",
          "confirm");

  /**
   * The elements of {@code <loosen>}. That the embedded server may stand in is never loosened, nor
   * that databases are made on the environment's own server.
   */
  static final List<String> LOOSENED =
      List.of(
          "tls",
          "undoRequired",
          "timings",
          "backup",
          "audit",
          "confirmRestore",
          "validate",
          "confirm");

  /** What no project loosens in production, nor where the policy is that of production. */
  private static final Map<String, Set<String>> FIXED =
      Map.of("production", Set.of("backup", "audit", "confirmRestore", "validate", "confirm"));

  /** Where the weakest protection that is accepted comes from. */
  String tlsOrigin() {
    return settings.get(0).origin();
  }

  /** The preset of a built-in environment. */
  static Policy preset(String environment) {
    return switch (environment) {
      case "development" -> Policy.DEVELOPMENT;
      case "staging" -> Policy.STAGING;
      case "production" -> Policy.PRODUCTION;
      default -> throw new IllegalArgumentException("no preset " + environment);
    };
  }

  /** The policy that starts from a preset, as the entry's {@code <policy>} changes it. */
  static Policies resolve(String preset, Element entry, String place) {
    return new Reader(preset, preset(preset), entry.child("policy"), place + "<policy>").read();
  }

  /**
   * What asks for less than the policy accepts.
   *
   * @param origin of what asks
   * @param loosen the elements that would allow it
   */
  static RefusedException loosened(
      String name, String asked, String demanded, String origin, String policy, String loosen) {
    return new RefusedException(
        Problem.of(
                "policy-loosened",
                name + " is " + asked + ", but " + policy + " demands at least " + demanded + ".")
            .at(origin)
            .fix("remove it, or loosen the policy by an element of its own in the POM: " + loosen));
  }

  /** How to write the element that loosens one value. */
  static String loosenElement(String name, String value) {
    return "<policy><loosen><" + name + ">" + value + "</" + name + "></loosen></policy>";
  }

  private record Reader(String preset, Policy base, Optional<Element> policy, String place) {

    Policies read() {
      List<Setting> settings = new ArrayList<>();
      Optional<Value> askedTls = written("tls");
      Tls tls = askedTls.map(value -> Scalars.tls("policy.tls", value)).orElse(base.tls());
      boolean tlsLoosened = loosened("tls").isPresent();
      if (tls.compareTo(base.tls()) < 0 && !tlsLoosened) {
        throw refused("tls", tls.text(), base.tls().text(), askedTls.orElseThrow());
      }
      settings.add(shown("tls", tls.text(), askedTls));
      boolean embedded = leave("embedded", base.embedded(), "The embedded server never stands in");
      settings.add(shown("embedded", Boolean.toString(embedded), written("embedded")));
      boolean undoRequired = demand("undoRequired", base.undoRequired(), settings);
      boolean timings = demand("timings", base.timings(), settings);
      boolean backup = demand("backup", base.backup(), settings);
      boolean audit = demand("audit", base.audit(), settings);
      boolean confirmRestore = demand("confirmRestore", base.confirmRestore(), settings);
      boolean scratch =
          leave("scratch", base.scratch(), "Scratch databases are never made on its own server");
      settings.add(shown("scratch", Boolean.toString(scratch), written("scratch")));
      boolean validate = demand("validate", base.validate(), settings);
      boolean confirm = demand("confirm", base.confirm(), settings);
      return new Policies(
          new Policy(
              tls,
              embedded,
              undoRequired,
              timings,
              backup,
              audit,
              confirmRestore,
              scratch,
              validate,
              confirm),
          askedTls,
          List.copyOf(settings));
    }

    private boolean demand(String name, boolean preset, List<Setting> settings) {
      boolean value = flag(name, preset);
      if (preset && !value && FIXED.getOrDefault(this.preset, Set.of()).contains(name)) {
        throw fixed(name, written(name).orElseThrow());
      }
      if (preset && !value && loosened(name).isEmpty()) {
        throw refused(name, "false", "true", written(name).orElseThrow());
      }
      settings.add(shown(name, Boolean.toString(value), written(name)));
      return value;
    }

    private RefusedException fixed(String name, Value value) {
      return new RefusedException(
          Problem.of(
                  "policy-loosened",
                  name + " is never false where the policy is that of " + preset + ".")
              .at(value.origin())
              .fix("remove it, or give an environment of your own <like>staging</like>"));
    }

    /** What the preset allows may be forbidden; what it forbids is never allowed. */
    private boolean leave(String name, boolean preset, String never) {
      boolean value = flag(name, preset);
      if (!preset && value) {
        throw new RefusedException(
            Problem.of(
                    "policy-loosened", never + " where the policy is that of " + this.preset + ".")
                .at(written(name).orElseThrow().origin())
                .fix("remove it, or give an environment of your own <like>development</like>"));
      }
      return value;
    }

    private boolean flag(String name, boolean otherwise) {
      return written(name).map(value -> Scalars.bool("policy." + name, value)).orElse(otherwise);
    }

    private Optional<Value> written(String name) {
      Optional<Value> loosened = loosened(name);
      return loosened.isPresent() ? loosened : value(policy, name, place);
    }

    private Optional<Value> loosened(String name) {
      return value(policy.flatMap(p -> p.child("loosen")), name, place + "<loosen>");
    }

    private static Optional<Value> value(Optional<Element> parent, String name, String place) {
      return parent
          .flatMap(p -> p.child(name))
          .flatMap(Element::text)
          .map(text -> new Value(text, place + "<" + name + ">"));
    }

    private RefusedException refused(String name, String asked, String demanded, Value value) {
      return Policies.loosened(
          name,
          asked,
          demanded,
          value.origin(),
          "the policy of " + preset,
          loosenElement(name, asked));
    }

    private Setting shown(String name, String value, Optional<Value> written) {
      return new Setting(
          "policy." + name, value, written.map(Value::origin).orElse("policy of " + preset));
    }
  }
}
