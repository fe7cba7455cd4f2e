package dev.migrate.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the audit is as it was written: every row has the hash it should have, follows the one
 * before, and the last is the one that the head and the file know.
 */
public final class AuditChain {

  private final List<AuditRow> rows;
  private final AuditTable.@Nullable Head head;
  private final @Nullable Seal seal;
  private final List<Breach> breaches = new ArrayList<>();

  private AuditChain(List<AuditRow> rows, AuditTable.@Nullable Head head, @Nullable Seal seal) {
    this.rows = rows;
    this.head = head;
    this.seal = seal;
  }

  /**
   * Checks the table alone.
   *
   * @param connection reads only
   * @param seal with the key; null where it is not at hand: rows that were made with one are then
   *     checked for their order alone
   * @return what is wrong; empty where nothing is, or nothing was ever written
   */
  public static List<Breach> check(Connection connection, String schema, @Nullable Seal seal)
      throws SQLException {
    return check(connection, schema, seal, "", List.of());
  }

  /**
   * Checks the table, and whether it has what a file has.
   *
   * @param database the table's, as the file calls it: {@code host:port/name}
   */
  public static List<Breach> check(
      Connection connection, String schema, @Nullable Seal seal, String database, AuditFile file)
      throws SQLException, java.io.IOException {
    return check(connection, schema, seal, database, file.lines());
  }

  private static List<Breach> check(
      Connection connection,
      String schema,
      @Nullable Seal seal,
      String database,
      List<AuditFile.Line> lines)
      throws SQLException {
    AuditTable table = new AuditTable(schema, Seal.OPEN);
    AuditChain chain = new AuditChain(table.rows(connection), table.head(connection), seal);
    chain.checkRows();
    chain.checkHead();
    chain.checkFile(database, lines);
    chain.checkLinks(lines);
    return List.copyOf(chain.breaches);
  }

  private void checkRows() {
    long expected = 1;
    String previous = head == null ? null : AuditTables.beginning(head.chain(), rows);
    boolean keyed = false;
    int unsealed = 0;
    for (AuditRow row : rows) {
      if (row.position() == 0) {
        checkOld(row);
        continue;
      }
      if (row.position() != expected) {
        missing(expected, row.position() - 1);
      } else if (previous != null && !previous.equals(row.previous())) {
        broken(row);
      }
      boolean withKey = Seal.HMAC.equals(row.chainedBy());
      if (keyed && !withKey) {
        add(
            "A804",
            true,
            row(row) + " was made without the key that rows before it were made with");
      }
      keyed |= withKey;
      unsealed += checkHash(row) ? 0 : 1;
      previous = row.hash();
      expected = row.position() + 1;
    }
    if (unsealed > 0) {
      add(
          "A804",
          false,
          unsealed
              + " rows were made with a key that is not at hand, so that only"
              + " their order was checked");
    }
  }

  private void checkOld(AuditRow row) {
    if (!row.isOld()) {
      add("A805", true, row(row) + " was added by other means: it is in no chain");
    }
  }

  private void missing(long from, long to) {
    add(
        "A802",
        true,
        from == to
            ? "Row " + from + " is missing"
            : "The rows " + from + " to " + to + " are missing");
  }

  private void broken(AuditRow row) {
    add(
        "A803",
        true,
        row.position() == 1
            ? "The first row does not follow what was there before the chain: rows of before, or"
                + " the head, were changed"
            : row(row) + " does not follow row " + (row.position() - 1) + " as it is now");
  }

  /** Whether it could be checked. */
  private boolean checkHash(AuditRow row) {
    Seal own = Seal.HMAC.equals(row.chainedBy()) ? seal : Seal.OPEN;
    if (own != null && !own.equalsHash(row)) {
      add("A801", true, row(row) + " was changed after it was written");
    }
    return own != null;
  }

  private void checkHead() {
    AuditRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    long position = last == null ? 0 : last.position();
    if (head == null) {
      if (position > 0) {
        add(
            "A806",
            true,
            "The table " + AuditTable.HEAD + ", which says where the chain ends, is gone");
      }
      return;
    }
    if (head.position() > position) {
      missing(position + 1, head.position());
    } else if (head.position() < position
        || (last != null && position > 0 && !head.hash().equals(last.hash()))) {
      add("A806", true, "The head is not at the last row, but at row " + head.position());
    }
  }

  private void checkFile(String database, List<AuditFile.Line> lines) {
    Map<Long, AuditRow> byPosition = new HashMap<>();
    rows.forEach(row -> byPosition.put(row.position(), row));
    long last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).position();
    long known = 0;
    boolean earlier = false;
    for (AuditFile.Line line : lines) {
      AuditRow row = line.row();
      if (row == null) {
        add("A807", false, "Line " + line.number() + " of the file cannot be read");
      } else if (line.database().equals(database) && row.position() > 0) {
        checkLine(line.number(), row);
        if (head == null || !line.chain().equals(head.chain())) {
          earlier = true;
        } else {
          known = Math.max(known, row.position());
          checkAgainst(byPosition.get(row.position()), line.number(), row);
        }
      }
    }
    if (earlier) {
      add(
          "A808",
          false,
          "The file knows a chain of this database that is no longer there: its tables were"
              + " dropped, or the database was made anew");
    }
    if (known > last && (head == null || head.position() <= last)) {
      missing(last + 1, known);
    }
  }

  /** Whoever shares the file is told: a line of another database may be gone as well. */
  private void checkLinks(List<AuditFile.Line> lines) {
    boolean linked = false;
    boolean keyed = false;
    String before = "";
    for (AuditFile.Line line : lines) {
      String link = line.link();
      boolean withKey = link != null && link.startsWith(Seal.HMAC + ":");
      Seal own = withKey ? seal : Seal.OPEN;
      boolean loose = line.row() != null && link == null && linked;
      if (loose || (link != null && keyed && !withKey)) {
        add("A807", true, "Line " + line.number() + " of the file was added by other means");
      } else if (link != null && own != null && !link.equals(AuditFile.link(own, before))) {
        add(
            "A807",
            true,
            line.number() == 1
                ? "Lines before the first one of the file are gone"
                : "Line "
                    + line.number()
                    + " of the file does not follow line "
                    + (line.number() - 1)
                    + " as it is now: lines between them are gone, or that one was changed");
      }
      linked |= link != null;
      keyed |= withKey;
      before = line.text();
    }
  }

  private void checkLine(int number, AuditRow row) {
    Seal own = Seal.HMAC.equals(row.chainedBy()) ? seal : Seal.OPEN;
    if (own != null && !own.equalsHash(row)) {
      add("A807", true, "Line " + number + " of the file was changed after it was written");
    }
  }

  private void checkAgainst(@Nullable AuditRow there, int number, AuditRow row) {
    if (there != null && !Objects.equals(there.hash(), row.hash())) {
      add("A807", true, row(there) + " is not the one that line " + number + " of the file has");
    }
  }

  private static String row(AuditRow row) {
    String which = row.position() == 0 ? "A row" : "Row " + row.position();
    return which
        + " ("
        + row.value("goal")
        + ", "
        + row.value("phase")
        + ", "
        + row.value("at")
        + ")";
  }

  private void add(String code, boolean certain, String message) {
    breaches.add(new Breach(code, certain, message));
  }
}
