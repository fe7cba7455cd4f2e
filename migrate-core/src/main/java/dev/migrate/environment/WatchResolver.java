package dev.migrate.environment;

import java.util.List;
import java.util.Optional;

/** Makes the settings of what is done about statements that take long. */
final class WatchResolver {

  private static final String INSTRUMENTS = "enableInstruments";
  private static final String STOP = "stopIfBlocking";

  /** The elements of {@code <policy>} that are read here. */
  static final List<String> ELEMENTS = List.of(STOP);

  private final Inputs inputs;
  private final Element entry;
  private final String place;
  private final List<Setting> settings;

  /**
   * Prepares the resolution.
   *
   * @param entry the environment's
   * @param place how to call it
   * @param settings gets what is in force, with origins
   */
  WatchResolver(Inputs inputs, Element entry, String place, List<Setting> settings) {
    this.inputs = inputs;
    this.entry = entry;
    this.place = place + "<policy>";
    this.settings = settings;
  }

  /** The settings. */
  WatchSettings resolve() {
    Optional<Value> instruments = onCommandLine(INSTRUMENTS);
    Optional<Value> stop = onCommandLine(STOP).or(this::inPolicy);
    instruments.ifPresent(value -> settings.add(value.shown(INSTRUMENTS)));
    stop.ifPresent(value -> settings.add(value.shown("policy." + STOP)));
    return new WatchSettings(
        instruments.map(value -> Scalars.bool(INSTRUMENTS, value)).orElse(false),
        stop.map(value -> Scalars.duration(STOP, value)));
  }

  private Optional<Value> inPolicy() {
    return entry
        .child("policy")
        .flatMap(policy -> policy.child(STOP))
        .flatMap(Element::text)
        .map(text -> PomConfiguration.resolved(STOP, new Value(text, place + "<" + STOP + ">")));
  }

  private Optional<Value> onCommandLine(String name) {
    return Value.of(inputs.properties(), "migrate." + name, "-Dmigrate." + name);
  }
}
