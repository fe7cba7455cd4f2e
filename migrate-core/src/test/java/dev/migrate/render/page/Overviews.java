package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.Overview.Moment;
import dev.migrate.Overview.Timed;
import dev.migrate.Place;
import dev.migrate.Report.BackupEntry;
import dev.migrate.Report.HistoryEntry;
import dev.migrate.Run;
import dev.migrate.audit.AuditRow;
import dev.migrate.outcome.Problem;
import dev.migrate.report.Diagram;
import dev.migrate.report.Diagram.Box;
import dev.migrate.report.Diagram.Change;
import dev.migrate.report.Diagram.Line;
import dev.migrate.report.Diagram.Link;
import dev.migrate.report.IndexFacts;
import dev.migrate.report.IndexFacts.Kind;
import dev.migrate.report.IndexFacts.Remark;
import dev.migrate.report.IndexFacts.Source;
import dev.migrate.report.TableFacts;
import dev.migrate.report.TableFacts.Size;
import dev.migrate.server.ServerVersion;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Databases to make a page of: an ordinary one, an empty one, a large one, one that means harm. */
public final class Overviews {

  static final Instant AT = Instant.parse("2026-11-23T13:30:00Z");
  static final ServerVersion MYSQL = ServerVersion.parse("9.7.4");
  static final ServerVersion MARIADB = ServerVersion.parse("11.4.5-MariaDB");

  private Overviews() {}

  static Run run(String environment) {
    return new Run(
        "report",
        "8d9c9d4e-7b54-4f0f-8c9e-2a4dfb0a8a11",
        environment,
        "db.example.org:3306/shop",
        MYSQL);
  }

  /** Nothing was ever done, and nothing could be looked at. */
  static Overview empty() {
    return new Overview(
        AT,
        "shop",
        List.of(),
        List.of(),
        List.of(),
        new IndexFacts(
            new Source(
                "information_schema.INDEX_STATISTICS",
                false,
                null,
                null,
                null,
                "SET GLOBAL userstat = 1, and userstat = 1 in the server's configuration"),
            List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Diagram(List.of(), List.of(), "There is no scratch server to try them out on."),
        List.of("The database could not be reached: connection refused."));
  }

  /** A shop: three environments, pending migrations, findings of every kind. */
  public static Overview shop() {
    return new Overview(
        AT,
        "shop",
        places(),
        timeline(),
        tables(),
        indexes(),
        backups(),
        audit("deploy"),
        List.of(),
        findings(),
        shopDiagram(),
        List.of("The sizes of production's replicas were not looked at: none is configured."));
  }

  private static List<Place> places() {
    return List.of(
        place("development", "20261120_0912", 0, null, null, null, null),
        place(
            "staging", "20261118_1500", 1, 0, Instant.parse("2026-11-22T02:00:00Z"), "parse", null),
        place(
            "production",
            "20261101_1015",
            2,
            1,
            Instant.parse("2026-11-20T02:00:00Z"),
            "restore",
            null),
        place(
            "customer-a",
            null,
            null,
            null,
            null,
            null,
            Problem.of("server-unreachable", "db.customer-a.example:3306 did not answer in 10 s.")
                .fix("Start the server, or open the firewall:\nmvn migrate:current")));
  }

  private static Place place(
      String name,
      @Nullable String version,
      @Nullable Integer pending,
      @Nullable Integer drift,
      @Nullable Instant backup,
      @Nullable String verified,
      @Nullable Problem problem) {
    return new Place(
        name,
        problem == null ? "db." + name + ".example:3306/shop" : null,
        problem == null ? (name.equals("development") ? MARIADB : MYSQL) : null,
        version,
        version == null ? null : "ba4800daf143",
        version == null ? null : AT.minus(Duration.ofDays(name.length())),
        pending,
        name.equals("staging") ? 1 : 0,
        drift,
        drift == null ? "Drift is looked at with -Dmigrate.drift." : null,
        backup,
        verified,
        name.equals("production") ? 1 : 0,
        problem);
  }

  private static List<Moment> timeline() {
    List<Moment> timeline = new ArrayList<>();
    String[] names = {
      "create customers", "create products", "create orders", "index orders by customer",
      "add customer email", "convert orders to utf8mb4", "seed countries", "widen product name"
    };
    Instant at = Instant.parse("2026-01-10T10:00:00Z");
    for (int i = 0; i < 40; i++) {
      Duration duration = Duration.ofMillis(40 + (i * 7919L) % 4_000 + (i == 33 ? 190_000 : 0));
      String name =
          names[i % names.length] + (i < names.length ? "" : ", part " + i / names.length);
      timeline.add(
          new Moment(
              new HistoryEntry(
                  "2026%04d_10%02d".formatted(101 + i * 25, i),
                  "%012x".formatted(0xba4800daf143L + i * 7L),
                  name,
                  "SQL",
                  i == 21 ? "out of order" : "applied",
                  at.plus(Duration.ofDays(i * 7L)),
                  "deploy@10.0.0.7",
                  duration,
                  null),
              i == 33 || i == 39 ? statements(duration) : List.of()));
    }
    timeline.add(pending("20261118_1500", "add loyalty points"));
    timeline.add(pending("20261120_0912", "drop legacy carts"));
    return timeline;
  }

  private static Moment pending(String version, String description) {
    return new Moment(
        new HistoryEntry(
            version, "0123456789ab", description, "SQL", "pending", null, null, null, null),
        List.of());
  }

  private static List<Timed> statements(Duration duration) {
    return List.of(
        new Timed(
            "V20260901_1033__convert_orders.sql",
            4,
            "ALTER TABLE orders CONVERT TO CHARACTER SET utf8mb4",
            duration.multipliedBy(9).dividedBy(10),
            "orders",
            1_204_332L,
            1_204_332L,
            310_000_000L,
            402_000_000L),
        new Timed(
            "V20260901_1033__convert_orders.sql",
            9,
            "UPDATE orders SET note = ? WHERE note = ?",
            duration.dividedBy(10),
            null,
            null,
            null,
            null,
            null));
  }

  private static List<TableFacts> tables() {
    List<TableFacts> tables = new ArrayList<>();
    tables.add(table("customers", 48_211, 9_400_000, 4_100_000, 0L, true, 1.4));
    tables.add(table("orders", 1_204_332, 402_000_000, 188_000_000, 4_000_000L, true, 2.1));
    tables.add(table("order_lines", 4_810_220, 611_000_000, 240_000_000, 301_000_000L, true, 2.6));
    tables.add(table("products", 8_120, 2_200_000, 600_000, 0L, true, 1.02));
    tables.add(table("sessions", 310_000, 88_000_000, 0, 64_000_000L, false, 0.6));
    tables.add(table("audit_events", 2_000_000, 390_000_000, 12_000_000, 7_000_000L, false, 3.8));
    for (String name :
        List.of("countries", "currencies", "carts", "cart_lines", "invoices", "payments")) {
      tables.add(table(name, name.length() * 311L, name.length() * 40_960L, 16_384, 0L, true, 1));
    }
    return tables;
  }

  private static TableFacts table(
      String name, long rows, long data, long index, Long free, boolean key, double growth) {
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      double share = Math.pow(growth, i / 8.0) / growth;
      sizes.add(
          new Size(
              Instant.parse("2026-01-10T10:00:00Z").plus(Duration.ofDays(i * 35L)),
              "2026%04d".formatted(110 + i * 100),
              (long) (rows * share),
              (long) ((data + index) * share)));
    }
    return new TableFacts(name, "InnoDB", rows, data, index, free, key, sizes);
  }

  private static IndexFacts indexes() {
    return new IndexFacts(
        new Source(
            "performance_schema.table_io_waits_summary_by_index_usage",
            true,
            AT.minus(Duration.ofDays(5)),
            Duration.ofDays(5),
            "The server has been running for 5 days only, and reads on replicas are not counted.",
            null),
        List.of(
            new Remark(
                "orders",
                "by_note",
                Kind.UNUSED,
                List.of("note(20)"),
                null,
                41_000_000L,
                "DROP INDEX `by_note` ON `orders`",
                null),
            new Remark(
                "order_lines",
                "by_product",
                Kind.UNUSED,
                List.of("product_id"),
                null,
                88_000_000L,
                "DROP INDEX `by_product` ON `order_lines`",
                "the foreign key order_lines_product needs it"),
            new Remark(
                "orders",
                "by_customer",
                Kind.REDUNDANT,
                List.of("customer_id"),
                "by_customer_and_day",
                30_000_000L,
                "DROP INDEX `by_customer` ON `orders`",
                null),
            new Remark(
                "products",
                "name_2",
                Kind.DUPLICATE,
                List.of("name"),
                "name",
                null,
                "DROP INDEX `name_2` ON `products`",
                null)));
  }

  private static List<BackupEntry> backups() {
    List<BackupEntry> backups = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      backups.add(
          new BackupEntry(
              Path.of("backups/production-2026112%d.migrate".formatted(3 - i)),
              "production",
              Instant.parse("2026-11-20T02:00:00Z").minus(Duration.ofDays(i)),
              "20261101_1015",
              812_000_000L - i * 9_000_000L,
              8_300_000L - i * 20_000L,
              i == 0 ? "restore" : i == 3 ? null : "parse"));
    }
    return backups;
  }

  static List<AuditRow> audit(String user) {
    List<AuditRow> rows = new ArrayList<>();
    for (int i = 12; i > 0; i--) {
      Map<String, @Nullable String> values = new LinkedHashMap<>();
      values.put("operation", "operation-" + i);
      values.put("phase", "ENDED");
      values.put("at", "2026-11-%02d 10:15:32.123456".formatted(i));
      values.put("environment", "production");
      values.put("goal", i % 4 == 0 ? "backup" : "upgrade");
      values.put("os_user", user);
      values.put("host", "ci-7");
      values.put("ci_job", i % 3 == 0 ? "https://ci.example.org/job/" + i : null);
      values.put("database_user", "deploy@10.0.0.%");
      values.put("git_commit", "9e107d9d372bb6826bd81d3542a419d6" + i);
      values.put("git_dirty", i == 5 ? "1" : "0");
      values.put("version_before", "202611%02d_1015".formatted(i - 1));
      values.put("version_after", "202611%02d_1015".formatted(i));
      values.put("backup", i % 4 == 0 ? "production-2026.migrate" : null);
      values.put("result", i == 9 ? "failed" : i == 6 ? "refused" : "done");
      values.put("problem", i == 9 ? "statement-failed" : i == 6 ? "confirmation-missing" : null);
      rows.add(new AuditRow(i, values, "", "%064x".formatted(i), "sha256"));
    }
    return rows;
  }

  private static List<Finding> findings() {
    return List.of(
        new Finding(
            "D101",
            Severity.ERROR,
            "src/main/resources/db/migration/V20261120_0912__drop_legacy_carts.sql",
            4,
            "DROP TABLE legacy_carts",
            "DROP TABLE legacy_carts deletes about 12,300 rows.",
            "Rename it first, drop it in a later release; or allow it: -- migrate:allow D101"),
        new Finding(
            "L204",
            Severity.WARNING,
            "src/main/resources/db/migration/V20261118_1500__add_loyalty_points.sql",
            2,
            "ALTER TABLE customers MODIFY points BIGINT NOT NULL",
            "The change of type copies customers (48,211 rows); writes wait meanwhile.",
            null),
        new Finding(
            "drift",
            Severity.INFO,
            null,
            null,
            null,
            "products has an index that no migration creates: name_2.",
            null));
  }

  private static Line id(String name, boolean foreign) {
    return new Line(name, "bigint unsigned", false, !foreign, foreign, Change.NONE, null);
  }

  private static Line column(String name, String type, boolean nullable) {
    return new Line(name, type, nullable, false, false, Change.NONE, null);
  }

  private static Link link(String table, String column, String references) {
    return new Link(
        table + "_" + column,
        table,
        List.of(column),
        references,
        List.of("id"),
        false,
        Change.NONE);
  }

  private static Diagram shopDiagram() {
    List<Box> boxes =
        List.of(
            new Box(
                "cart_lines",
                List.of(id("id", false), id("cart_id", true), id("product_id", true)),
                "",
                Change.NONE,
                null),
            new Box(
                "carts", List.of(id("id", false), id("customer_id", true)), "", Change.NONE, null),
            new Box(
                "countries",
                List.of(id("id", false), column("name", "varchar(60)", false)),
                "ISO 3166",
                Change.NONE,
                null),
            new Box(
                "customers",
                List.of(
                    id("id", false),
                    id("country_id", true),
                    id("referred_by", true),
                    column("email", "varchar(255)", false),
                    new Line("points", "bigint", false, false, false, Change.ALTERED, "int NULL"),
                    new Line("fax", "varchar(40)", true, false, false, Change.DROPPED, null)),
                "Who buys",
                Change.ALTERED,
                null),
            new Box(
                "legacy_carts",
                List.of(id("id", false), column("content", "longtext", true)),
                "",
                Change.DROPPED,
                null),
            new Box(
                "loyalty_points",
                List.of(id("id", false), id("customer_id", true), column("points", "int", false)),
                "",
                Change.ADDED,
                null),
            new Box(
                "order_lines",
                List.of(
                    id("order_id", true), id("product_id", true), column("amount", "int", false)),
                "",
                Change.NONE,
                null),
            new Box(
                "orders",
                List.of(
                    id("id", false),
                    id("customer_id", true),
                    column("note", "text", true),
                    column("placed", "datetime", false)),
                "",
                Change.NONE,
                null),
            new Box(
                "products",
                List.of(id("id", false), column("name", "varchar(200)", false)),
                "",
                Change.NONE,
                null),
            new Box(
                "sessions",
                List.of(column("token", "char(32)", false), column("data", "blob", true)),
                "",
                Change.NONE,
                null));
    List<Link> links =
        List.of(
            link("cart_lines", "cart_id", "carts"),
            link("cart_lines", "product_id", "products"),
            link("carts", "customer_id", "customers"),
            link("customers", "country_id", "countries"),
            link("customers", "referred_by", "customers"),
            new Link(
                "loyalty_points_customer",
                "loyalty_points",
                List.of("customer_id"),
                "customers",
                List.of("id"),
                true,
                Change.ADDED),
            link("order_lines", "order_id", "orders"),
            link("order_lines", "product_id", "products"),
            link("orders", "customer_id", "customers"));
    return new Diagram(boxes, links, null);
  }

  /** As many tables as wanted, in groups whose tables refer to each other; always the same. */
  static Overview large(int count) {
    Random random = new Random(7);
    List<Box> boxes = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    List<TableFacts> tables = new ArrayList<>();
    String[] groups = {
      "auth",
      "billing",
      "catalog",
      "crm",
      "files",
      "hr",
      "jobs",
      "mail",
      "orders",
      "pages",
      "reports",
      "search",
      "shipping",
      "stock",
      "tax",
      "tickets"
    };
    for (int i = 0; i < count; i++) {
      String group = groups[i % groups.length];
      String name = "%s_%s_%03d".formatted(group, i < groups.length ? "root" : "item", i);
      List<Line> lines = new ArrayList<>(List.of(id("id", false)));
      for (int k = random.nextInt(3); k > 0 && i >= groups.length; k--) {
        int target = random.nextInt(i);
        int other =
            random.nextInt(12) == 0 ? target : target - target % groups.length + i % groups.length;
        String references = boxes.get(Math.min(other, i - 1)).name();
        String column = "ref" + k + "_id";
        lines.add(id(column, true));
        links.add(link(name, column, references));
      }
      for (int k = 3 + random.nextInt(10); k > 0; k--) {
        lines.add(
            column("attribute_" + k, k % 3 == 0 ? "datetime(6)" : "varchar(255)", k % 2 == 0));
      }
      Change change = i % 97 == 5 ? Change.ADDED : i % 97 == 6 ? Change.ALTERED : Change.NONE;
      boxes.add(new Box(name, lines, "", change, null));
      tables.add(table(name, 1_000L * i, 90_000L * i, 20_000L * i, 0L, i % 50 != 3, 1.3));
    }
    Overview shop = shop();
    return new Overview(
        AT,
        "large",
        shop.places(),
        shop.timeline(),
        tables,
        shop.indexes(),
        shop.backups(),
        shop.audit(),
        List.of(),
        shop.findings(),
        new Diagram(boxes, links, null),
        List.of());
  }

  /** A database in which everything that has a name or a text is called by this one. */
  static Overview named(String text) {
    Instant then = AT.minus(Duration.ofDays(3));
    Line line = new Line(text, text, true, true, true, Change.ALTERED, text);
    Line plain = new Line(text + 2, text, false, false, false, Change.NONE, null);
    Diagram diagram =
        new Diagram(
            List.of(
                new Box(text, List.of(line, plain), text, Change.ALTERED, text),
                new Box(text + 2, List.of(line, plain), text, Change.DROPPED, null),
                new Box(text + 3, List.of(plain), text, Change.NONE, null)),
            List.of(
                new Link(text, text, List.of(text), text + 2, List.of(text), false, Change.ADDED),
                new Link(text, text, List.of(text), text, List.of(text), true, Change.DROPPED)),
            text);
    HistoryEntry entry =
        new HistoryEntry(text, text, text, text, text, then, text, Duration.ofSeconds(2), text);
    Timed timed = new Timed(text, 1, text, Duration.ofSeconds(1), text, 1L, 2L, 3L, 4L);
    Finding finding = new Finding(text, Severity.ERROR, text, 1, text, text, text);
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (String column : audit("").get(0).values().keySet()) {
      values.put(column, text);
    }
    Place place =
        new Place(text, text, MYSQL, text, text, then, 1, 1, null, text, then, text, 1, null);
    Problem problem = Problem.of(text, text).at(text).fix(text);
    return new Overview(
        AT,
        text,
        List.of(
            place,
            new Place(
                text, text, null, null, null, null, null, 0, null, null, null, null, 0, problem)),
        List.of(new Moment(entry, List.of(timed))),
        List.of(
            new TableFacts(
                text, text, 1, 2, 3, 99_000_000L, false, List.of(size(text, 1), size(text, 2)))),
        new IndexFacts(
            new Source(text, true, then, Duration.ofDays(3), text, text),
            List.of(
                new Remark(text, text, Kind.UNUSED, List.of(text), text, 1L, text, text),
                new Remark(text, text, Kind.REDUNDANT, List.of(text), text, 1L, text, text))),
        List.of(
            new BackupEntry(Path.of(text.replaceAll("[^ -~]", "")), text, then, text, 1, 1L, text)),
        List.of(new AuditRow(1, values, text, text, text)),
        List.of(finding),
        List.of(finding),
        diagram,
        List.of(text));
  }

  private static Size size(String text, int days) {
    return new Size(AT.minus(Duration.ofDays(10 - days)), text, days, days);
  }
}
