package dev.migrate.campaign;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Resume;
import dev.migrate.outcome.MigrateException;
import dev.migrate.sql.Statement;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades, downgrades to nothing and upgrades again while client, connection or server die again
 * and again; each way has to end where an undisturbed one ends.
 */
final class Campaign implements AutoCloseable {

  /** Failures after which a campaign gives up. */
  private static final int FOLDER_STAYS = 1010;

  private static final int ENOUGH = Integer.getInteger("campaign.failures", 5);

  /** The only way to die; empty for all. */
  private static final String ONLY = System.getProperty("campaign.only", "");

  private MortalServer server;
  private Proxy proxy;
  private boolean serverDied;
  private final Path folder;
  private final Random random;
  private final int limit;
  private final boolean everyPlace;
  private final PrintStream out;
  private final Tally tally = new Tally();
  private final Set<String> places = Track.noneStruck();
  private final Map<Leg, Truth> truths = new EnumMap<>(Leg.class);
  private final List<String> deaths = new ArrayList<>();

  private Campaign(Path folder, long seed, int kills, boolean everyPlace, PrintStream out)
      throws Exception {
    this.server = MortalServer.get();
    this.proxy = Proxy.before(server.admin().host(), server.admin().port());
    this.folder = folder;
    this.random = new Random(seed);
    this.limit = kills;
    this.everyPlace = everyPlace;
    this.out = out;
    out.println("server: " + server.version() + (server.canDie() ? "" : " (not to be killed)"));
    out.println("seed: " + seed + ", kills: " + kills);
  }

  /** A campaign of so many kills; with {@code everyPlace} one at each packet, in each way. */
  static Tally run(Path folder, long seed, int kills, boolean everyPlace, PrintStream out)
      throws Exception {
    try (Campaign campaign = new Campaign(folder, seed, kills, everyPlace, out)) {
      campaign.rounds();
      campaign.tally.print(out);
      return campaign.tally;
    }
  }

  private void rounds() throws Exception {
    round(0, false);
    for (int number = 1; goesOn(); number++) {
      int before = tally.kills();
      round(number, true);
      if (tally.kills() == before) {
        return;
      }
    }
  }

  private boolean goesOn() {
    return tally.kills() < limit && tally.failures().size() < ENOUGH;
  }

  private void round(int number, boolean disturbed) throws Exception {
    DatabaseSettings database = server.freshDatabase();
    Path project = folder.resolve("round-" + number);
    CampaignFiles files = CampaignFiles.of(TestServer.vendor(database), database.name());
    files.write(TestProject.on(project, database).folder());
    Walk walk = new Walk(server, proxy, project, database, files, places);
    serverDied = false;
    try {
      for (Leg leg : Leg.values()) {
        if (!leg(walk, leg, disturbed, "round " + number + ", " + leg)) {
          break;
        }
      }
      drop(database);
    } catch (MortalServer.StaysDead e) {
      tally.staysDead();
      out.println("round " + number + ": " + e.getMessage() + history());
      server = MortalServer.anew();
      proxy.close();
      proxy = Proxy.before(server.admin().host(), server.admin().port());
    }
  }

  /**
   * MariaDB may keep the file of a partition whose table's definition was killed: then the folder
   * of the database cannot be removed (error 1010), which is counted like the partition itself.
   */
  private void drop(DatabaseSettings database) {
    for (String account : Truth.accounts(database)) {
      TestServer.execute(
          database, "DROP " + (account.contains("@'l") ? "USER " : "ROLE ") + account);
    }
    try {
      TestServer.execute(database, "DROP DATABASE " + database.name());
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof SQLException cause && cause.getErrorCode() == FOLDER_STAYS)) {
        throw e;
      }
      tally.leftPartition();
    }
  }

  /** Whether the leg came to its end, and to the right one. */
  private boolean leg(Walk walk, Leg leg, boolean disturbed, String name) throws Exception {
    long begin = System.nanoTime();
    int before = tally.kills();
    deaths.clear();
    walk.proxy().reset();
    String stopped =
        disturbed ? disturbedly(walk, leg) : error(walk.inPeace(leg, Optional.empty()));
    if (stopped != null) {
      tally.failed(name + ": " + stopped + history());
      return false;
    }
    tally.walked();
    out.println(
        name
            + ": "
            + (tally.kills() - before)
            + " kills, "
            + Duration.ofNanos(System.nanoTime() - begin).toMillis()
            + " ms"
            + (disturbed ? "" : ", " + walk.proxy().packets() + " packets"));
    return compare(walk, leg, name);
  }

  private boolean compare(Walk walk, Leg leg, String name) {
    Truth truth = Truth.of(walk.folder(), walk.database());
    Truth expected = truths.computeIfAbsent(leg, l -> truth);
    Truth.Difference difference = expected.to(truth);
    if (!difference.none()) {
      tally.differs(difference, name, history());
      return false;
    }
    StockFlyway stock =
        StockFlyway.of(StockFlyway.newest(), TestProject.on(walk.folder(), walk.database()));
    List<String> wrong = stock.validate();
    if (!wrong.isEmpty()) {
      tally.failed(name + ": stock Flyway finds: " + wrong);
    }
    if (leg.isUpgrade() && !stock.migrate().isEmpty()) {
      tally.failed(name + ": stock Flyway had something to do");
    }
    return wrong.isEmpty();
  }

  private static @Nullable String error(Walk.Outcome outcome) {
    return outcome.done() ? null : outcome.text();
  }

  /** Walks until it is done; what stopped it for good, or null. */
  private @Nullable String disturbedly(Walk walk, Leg leg) throws Exception {
    Optional<Resume> resume = Optional.empty();
    while (true) {
      Strike strike = tally.kills() < limit && resume.isEmpty() ? nextStrike() : null;
      Walk.Outcome outcome = strike == null ? walk.inPeace(leg, resume) : walk.struck(leg, strike);
      resume = Optional.empty();
      if (strike != null && strike.what() != null) {
        serverDied |= strike.death() == Death.SERVER;
        tally.killed(strike.way(), strike.what());
        deaths.add(strike.way() + " at " + strike.where() + ": " + first(outcome));
      }
      if (outcome.done()) {
        return null;
      }
      if (outcome.asks()) {
        resume = Optional.of(answer(walk, (MigrateException) outcome.error()));
      } else if (serverDied && LeftPartition.removed(walk.database(), outcome.text())) {
        tally.leftPartition();
        deaths.add("what the killed server left of a partition, removed");
      } else if (isUnexpected(strike, outcome)) {
        return outcome.text();
      }
      tally.rerun();
    }
  }

  private static String first(Walk.Outcome outcome) {
    return outcome.done() ? "done" : outcome.text().lines().findFirst().orElse("");
  }

  /** Who died in this leg, where, and what was said of it. */
  private String history() {
    return "\n  after " + String.join("\n  after ", deaths);
  }

  private Strike nextStrike() {
    int dice = random.nextInt(20);
    if (!ONLY.isEmpty()) {
      return new Strike(Death.valueOf(ONLY), random, everyPlace);
    }
    Death death =
        dice < 12 || everyPlace
            ? Death.PACKET
            : dice < 16
                ? Death.MOMENT
                : dice < 18 || !server.canDie() ? Death.CLIENT : Death.SERVER;
    return new Strike(death, random, everyPlace);
  }

  /** Who was struck may say anything of the family of errors; who was not has to be done. */
  private static boolean isUnexpected(@Nullable Strike strike, Walk.Outcome outcome) {
    if (strike == null) {
      return true;
    }
    // What a process complains of, the next attempt complains of in this one.
    return strike.death() != Death.CLIENT
        && (strike.what() == null || !(outcome.error() instanceof MigrateException));
  }

  /** Looks at what the statement left behind, as a person would. */
  private Resume answer(Walk walk, MigrateException asking) {
    String where = String.valueOf(asking.problem().where());
    Statement statement =
        walk.files().at(where).orElseThrow(() -> new IllegalStateException(asking));
    CampaignFiles.Evidence evidence =
        walk.files().evidence(statement).orElseThrow(() -> new IllegalStateException(asking));
    tally.asked(Track.kind(statement));
    String found = TestServer.query(walk.database(), evidence.query()).get(0);
    boolean done = found.equals(evidence.whenDone());
    if (!done) {
      evidence.repairs().forEach(sql -> TestServer.execute(walk.database(), sql));
    }
    deaths.add("the question at " + statement.where() + ", answered " + (done ? "skip" : "redo"));
    return done ? Resume.SKIP : Resume.REDO;
  }

  @Override
  public void close() throws IOException {
    proxy.close();
  }
}
