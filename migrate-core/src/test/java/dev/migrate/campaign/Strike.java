package dev.migrate.campaign;

import dev.migrate.testing.ClientPacket;
import dev.migrate.testing.Proxy;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One death in one attempt: planned before it, struck at most once. */
final class Strike {

  private static final ScheduledExecutorService LATER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "strike");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether every place is struck in one way only, not in each. */
  private static final boolean ONCE = Boolean.getBoolean("campaign.once");

  private static final List<Proxy.Cut> CUTS = List.of(Proxy.Cut.values());

  /** Of so many attempts one dies before it has sent a statement of a migration. */
  private static final int OF_STARTS = 6;

  private final Death death;
  private final Proxy.Cut cut;
  private final boolean atStart;
  private final int skip;
  private final long delayMicros;
  private final boolean everyPlace;
  private Runnable killing = () -> {};
  private boolean scheduled;
  private boolean over;
  private @Nullable String what;
  private @Nullable String where;

  Strike(Death death, Random random, boolean everyPlace) {
    this.death = death;
    this.everyPlace = everyPlace;
    this.cut = CUTS.get(random.nextInt(CUTS.size()));
    this.atStart = random.nextInt(OF_STARTS) == 0;
    this.skip = everyPlace && !atStart ? 0 : random.nextInt(atStart ? 20 : 14);
    this.delayMicros = (long) (random.nextDouble() * random.nextDouble() * 800_000);
  }

  Death death() {
    return death;
  }

  /** What kills the process that is to die. */
  void by(Runnable kill) {
    this.killing = kill;
  }

  /** What was sent when it struck; null when it has not. */
  synchronized @Nullable String what() {
    return what;
  }

  /** The same with its place; null when it has not struck. */
  synchronized @Nullable String where() {
    return where;
  }

  /** How it died, for the count. */
  String way() {
    return death == Death.PACKET ? death + " " + cut : death.toString();
  }

  /** Whether to cut at this packet. */
  synchronized Proxy.@Nullable Cut at(ClientPacket packet, Track track, Proxy proxy) {
    if (over) {
      return null;
    }
    if (death != Death.PACKET) {
      atSomeMoment(track, proxy);
      return null;
    }
    boolean due = atStart ? packet.number() > skip : !track.atStart() && track.sinceStart() > skip;
    if (!due || (!atStart && everyPlace && !track.isNew(ONCE ? "" : cut.name()))) {
      return null;
    }
    struck(track);
    return cut;
  }

  private void atSomeMoment(Track track, Proxy proxy) {
    if (!scheduled && (atStart || !track.atStart())) {
      scheduled = true;
      var unused = LATER.schedule(() -> now(track, proxy), delayMicros, TimeUnit.MICROSECONDS);
    }
  }

  private synchronized void now(Track track, Proxy proxy) {
    if (!over) {
      struck(track);
      if (death == Death.MOMENT) {
        proxy.cut();
      } else {
        killing.run();
      }
    }
  }

  private void struck(Track track) {
    over = true;
    what = track.what();
    where = track.where();
  }

  /** The attempt is over: strikes no more. */
  synchronized void over() {
    over = true;
  }
}
