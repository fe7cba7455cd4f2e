package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the manifest's parts with each other: frames with tables and other objects. */
final class Inventory {

  private static final Set<FrameKind> OF_TABLES =
      EnumSet.of(FrameKind.TABLE, FrameKind.DATA, FrameKind.INDEX, FrameKind.FOREIGN_KEY);
  private static final Set<FrameKind> OF_OBJECTS =
      EnumSet.of(
          FrameKind.SEQUENCE,
          FrameKind.ROUTINE,
          FrameKind.VIEW,
          FrameKind.TRIGGER,
          FrameKind.EVENT);

  private record Key(FrameKind kind, String name) {}

  /** The rows of a table by its frames. */
  private static final class Rows {
    private final HashSum hash = new HashSum();
    private long count;
  }

  private final BackupFile file;
  private final Manifest manifest;
  private final Map<String, Rows> tables = new HashMap<>();
  private final Set<Key> objects = new HashSet<>();
  private final Set<Key> found = new HashSet<>();

  Inventory(BackupFile file) {
    this.file = file;
    this.manifest = file.manifest();
  }

  /**
   * Compares them.
   *
   * @throws BackupException {@code backup-damaged}
   */
  void check() {
    for (TableFacts table : manifest.tables()) {
      if (tables.put(table.name(), new Rows()) != null) {
        throw damaged("the manifest names the table `" + table.name() + "` twice");
      }
    }
    for (ObjectFacts object : manifest.objects()) {
      objects.add(new Key(object.kind(), object.name()));
    }
    manifest.frames().forEach(this::frame);
    order();
    manifest.tables().forEach(this::table);
    for (ObjectFacts object : manifest.objects()) {
      if (!found.contains(new Key(object.kind(), object.name()))) {
        throw damaged("there is no frame of " + Frame.words(object.kind(), object.name()));
      }
    }
    total();
  }

  private void frame(Frame frame) {
    Key key = new Key(frame.kind(), frame.object());
    boolean first = found.add(key);
    String wrong = null;
    if (OF_TABLES.contains(frame.kind())) {
      wrong = ofTable(frame, first);
    } else if (OF_OBJECTS.contains(frame.kind()) && !objects.contains(key)) {
      wrong = "the manifest does not name this object";
    } else if (frame.chunk() != null) {
      wrong = "it has rows but is no data frame";
    }
    if (wrong != null) {
      throw Damage.of(file.path(), frame, wrong, null);
    }
  }

  private @Nullable String ofTable(Frame frame, boolean first) {
    Rows rows = tables.get(frame.object());
    Chunk chunk = frame.chunk();
    if (rows == null) {
      return "the manifest does not name this table";
    }
    if (frame.kind() != FrameKind.DATA) {
      return first ? null : "there is another such frame of the table";
    }
    if (chunk == null || !found.contains(new Key(FrameKind.TABLE, frame.object()))) {
      return chunk == null ? "its rows are not described" : "it is before its table";
    }
    rows.hash.add(chunk.hash());
    rows.count += chunk.rows();
    return null;
  }

  private void table(TableFacts table) {
    Rows rows = tables.get(table.name());
    if (!found.contains(new Key(FrameKind.TABLE, table.name())) || rows == null) {
      throw damaged("there is no frame that creates the table `" + table.name() + "`");
    }
    if (rows.count != table.rows() || !rows.hash.hex().equals(table.hash())) {
      throw damaged(
          String.format(
              "the table `%s` has %d rows with hash %s in the frames, %d with %s in the manifest",
              table.name(), rows.count, rows.hash.hex(), table.rows(), table.hash()));
    }
  }

  /** Frames stand in the order of their kinds; settings of the session may stand anywhere. */
  private void order() {
    FrameKind before = FrameKind.HEAD;
    List<Frame> frames = manifest.frames();
    if (frames.get(0).kind() != FrameKind.HEAD) {
      throw damaged("it does not begin with a head");
    }
    for (Frame frame : frames) {
      if (frame.kind() != FrameKind.SESSION) {
        if (frame.kind().compareTo(before) < 0) {
          throw Damage.of(file.path(), frame, "it is behind one that comes later", null);
        }
        before = frame.kind();
      }
    }
    if (frames.stream().filter(f -> f.kind() == FrameKind.END).count() != 1) {
      throw damaged("it ends more than once");
    }
  }

  private void total() {
    long rows = manifest.tables().stream().mapToLong(TableFacts::rows).sum();
    long bytes = manifest.frames().stream().mapToLong(Frame::size).sum();
    if (rows != manifest.rows() || bytes != manifest.sqlBytes()) {
      throw damaged("the manifest's sums are not those of its parts");
    }
  }

  private BackupException damaged(String what) {
    return Damage.of(file.path(), what, null);
  }
}
