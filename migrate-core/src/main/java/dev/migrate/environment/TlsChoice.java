package dev.migrate.environment;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The protection of the connection in force: the strongest that is asked for, and never less than
 * the policy accepts.
 *
 * @param tls the protection
 * @param setting the same with its origin
 */
record TlsChoice(Tls tls, Setting setting) {

  private record Asked(Tls tls, String origin) {}

  /**
   * Chooses.
   *
   * @param element what {@code <tls>} of the environment's entry says
   * @param place the level whose URL, if it has one, leads to the database
   * @param onLoopback whether the server is on this machine
   * @throws dev.migrate.outcome.RefusedException when something asks for less than the policy
   *     accepts
   */
  static TlsChoice among(
      Optional<Value> element, Level place, Policies policies, boolean onLoopback) {
    Optional<Asked> strongest =
        Stream.of(
                policies.askedTls().map(TlsChoice::asked),
                element.map(TlsChoice::asked),
                url(place))
            .flatMap(Optional::stream)
            .peek(asked -> requireAllowed(asked, policies))
            .max(Comparator.comparing(Asked::tls));
    return strongest
        .map(asked -> choice(asked.tls, asked.origin))
        .orElseGet(() -> byDefault(policies, onLoopback));
  }

  private static Asked asked(Value value) {
    return new Asked(Scalars.tls("tls", value), value.origin());
  }

  private static Optional<Asked> url(Level place) {
    DatabaseUrl url = place.url();
    return Optional.ofNullable(url == null ? null : url.parameters().tls())
        .map(tls -> new Asked(tls, place.value(Level.HOST).orElseThrow().origin()));
  }

  /**
   * Nobody asked: what the policy demands, else TLS wherever the server offers it. What does not
   * leave this machine is not worth the time a handshake takes.
   */
  private static TlsChoice byDefault(Policies policies, boolean onLoopback) {
    Tls demanded = policies.policy().tls();
    if (demanded.compareTo(Tls.PREFERRED) > 0) {
      return choice(demanded, policies.tlsOrigin());
    }
    return onLoopback && demanded == Tls.DISABLED
        ? choice(Tls.DISABLED, "default on this machine")
        : choice(Tls.PREFERRED, "default");
  }

  private static TlsChoice choice(Tls tls, String origin) {
    return new TlsChoice(tls, new Setting("tls", tls.text(), origin));
  }

  private static void requireAllowed(Asked asked, Policies policies) {
    Tls demanded = policies.policy().tls();
    if (asked.tls.compareTo(demanded) < 0) {
      throw Policies.loosened(
          "tls",
          asked.tls.text(),
          demanded.text(),
          asked.origin,
          "the environment's policy (" + policies.tlsOrigin() + ")",
          Policies.loosenElement("tls", asked.tls.text()));
    }
  }
}
