package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.render.Phrases;
import dev.migrate.report.TableFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The tables: how large, how they grew, which have no key or much room to give back. */
final class Tables {

  private static final long MUCH_FREE = 10_000_000;
  private static final double FREE_SHARE = 0.2;

  private final Sheet sheet;
  private final Html html;

  Tables(Sheet sheet) {
    this.sheet = sheet;
    this.html = sheet.html();
  }

  void write(Overview overview) {
    List<TableFacts> tables = overview.tables();
    long bytes = tables.stream().mapToLong(Tables::bytes).sum();
    long rows = tables.stream().mapToLong(TableFacts::rows).sum();
    String lead =
        tables.isEmpty()
            ? ""
            : Phrases.count(tables.size(), "table")
                + ", about "
                + Phrases.rows(rows)
                + ", "
                + Phrases.bytes(bytes)
                + " with indexes. Rows and sizes are the server's estimates.";
    sheet.section("tables", "Tables", lead);
    if (tables.isEmpty()) {
      sheet.empty("The database has no tables, or they could not be read.", null);
    } else {
      table(tables);
      withoutKey(tables);
      fragmented(tables);
    }
    sheet.endSection();
  }

  private void table(List<TableFacts> tables) {
    boolean growth = tables.stream().anyMatch(table -> table.growth().size() > 1);
    long largest = tables.stream().mapToLong(Tables::bytes).max().orElse(0);
    String caption = "Tables, the largest first";
    if (growth) {
      sheet.table(
          "sizes", caption, "table", "#rows", "#data", "#indexes", "#size", "growth", "engine");
    } else {
      sheet.table("sizes", caption, "table", "#rows", "#data", "#indexes", "#size", "engine");
    }
    tables.stream()
        .sorted(Comparator.comparingLong(Tables::bytes).reversed())
        .forEach(table -> row(table, largest, growth));
    sheet.endTable();
    if (!growth) {
      html.element(
          "p",
          "Growth is shown once sizes were kept at the end of two upgrades.",
          "class",
          "footnote");
    }
  }

  private void row(TableFacts table, long largest, boolean growth) {
    html.open("tr");
    sheet.head().element("code", table.name());
    if (!table.key()) {
      html.text(" ");
      sheet.chip(Tone.WARN, "no key");
    }
    html.close("th");
    sheet.count(table.rows());
    sheet.bytes(table.dataBytes());
    sheet.bytes(table.indexBytes());
    long bytes = bytes(table);
    html.open("td", "class", "number", "data-value", Long.toString(bytes));
    html.text(Phrases.bytes(bytes) + " ");
    sheet.bar(largest == 0 ? 0 : (double) bytes / largest);
    html.close("td");
    if (growth) {
      Sparkline.cell(sheet, table);
    }
    html.element("td", Objects.requireNonNullElse(table.engine(), "")).close("tr");
  }

  private void withoutKey(List<TableFacts> tables) {
    List<TableFacts> without = tables.stream().filter(table -> !table.key()).toList();
    html.element("h3", "Tables without a key");
    if (without.isEmpty()) {
      sheet.empty(
          "Every table has a primary key, or a unique one of columns that are NOT NULL.", null);
      return;
    }
    html.element(
        "p",
        "Nothing tells their rows apart: replication looks each one up by reading the whole table,"
            + " and an update by hand may hit more than one.",
        "class",
        "prose");
    html.open("ul", "class", "names");
    for (TableFacts table : without) {
      html.open("li").element("code", table.name());
      html.text(" " + Phrases.rows(table.rows())).close("li");
    }
    html.close("ul");
  }

  private void fragmented(List<TableFacts> tables) {
    List<TableFacts> much = tables.stream().filter(Tables::isFragmented).toList();
    boolean known = tables.stream().anyMatch(table -> table.freeBytes() != null);
    html.element("h3", "Fragmentation");
    if (much.isEmpty()) {
      sheet.empty(
          known
              ? "No table has much room that a rebuild would give back."
              : "The server tells no table's free room by itself: they share one file.",
          null);
      return;
    }
    sheet.table(
        "free", "Tables a rebuild would make smaller", "table", "#free", "#share", "rebuild");
    much.stream().sorted(Comparator.comparingLong(Tables::free).reversed()).forEach(this::rebuild);
    sheet.endTable();
  }

  private void rebuild(TableFacts table) {
    long share = Math.round(100.0 * free(table) / (bytes(table) + free(table)));
    html.open("tr");
    sheet.head().element("code", table.name()).close("th");
    sheet.bytes(free(table));
    sheet.number(share, share + " %");
    html.open("td");
    sheet.paste("ALTER TABLE `" + table.name().replace("`", "``") + "` FORCE");
    html.close("td").close("tr");
  }

  private static boolean isFragmented(TableFacts table) {
    long free = free(table);
    return free >= MUCH_FREE && free >= FREE_SHARE * (bytes(table) + free);
  }

  private static long free(TableFacts table) {
    return table.freeBytes() == null ? 0 : table.freeBytes();
  }

  private static long bytes(TableFacts table) {
    return table.dataBytes() + table.indexBytes();
  }
}
