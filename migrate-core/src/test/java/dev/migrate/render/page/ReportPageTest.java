package dev.migrate.render.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Overview;
import dev.migrate.testing.NeedsNoServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsNoServer
class ReportPageTest {

  private static final List<Overview> ALL =
      List.of(Overviews.shop(), Overviews.empty(), Overviews.large(60));

  private static Document page(Overview overview) {
    return Jsoup.parse(ReportPage.html(Overviews.run("production"), overview));
  }

  @Test
  void itSaysFirstHowTheDatabaseStands() {
    Document page = page(Overviews.shop());
    assertEquals("production is at version 20261101_1015, 2 pending", page.select("h1").text());
    assertEquals("1 error in the migrations or the schema", page.expectFirst(".items li").text());
  }

  @Test
  void everyIdIsThereOnceAndEveryLinkInsideLeadsSomewhere() {
    for (Overview overview : ALL) {
      Document page = page(overview);
      Set<String> ids = new HashSet<>();
      page.select("[id]").forEach(e -> assertTrue(ids.add(e.id()), e.id()));
      page.select("a[href]")
          .forEach(a -> assertTrue(ids.contains(a.attr("href").substring(1)), a.outerHtml()));
      page.select("[aria-labelledby]")
          .forEach(e -> assertTrue(ids.contains(e.attr("aria-labelledby")), e.cssSelector()));
    }
  }

  @Test
  void everyTableHasACaptionAndHeadersForItsColumnsAndRows() {
    for (Element table : page(Overviews.shop()).select("table")) {
      assertFalse(table.select("caption").text().isBlank());
      int columns = table.select("thead th[scope=col]").size();
      for (Element row : table.select("tbody > tr")) {
        assertEquals(1, row.select("> th[scope=row]").size(), row.outerHtml());
        int cells =
            row.children().stream()
                .mapToInt(c -> c.hasAttr("colspan") ? Integer.parseInt(c.attr("colspan")) : 1)
                .sum();
        assertEquals(columns, cells, row.outerHtml());
      }
    }
  }

  @Test
  void itAsksNothingOfAnyNetwork() {
    Document page = page(Overviews.shop());
    assertEquals(0, page.select("[src], link, img, iframe, object, embed, form, base").size());
    page.select("[href]").forEach(a -> assertTrue(a.attr("href").startsWith("#"), a.outerHtml()));
    String style = page.expectFirst("style").data();
    assertFalse(style.contains("url(") || style.contains("@import"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style></title></textarea></script><svg onload=alert(1)>",
        "--><!-- ]]> &lt;b&gt; &#60;",
        "a\u202Eb\u2066c\u0007\r\n\ud800 $1 \\ %s {0}"
      })
  void whateverIsNamedBecomesTextAndNothingElse(String text) {
    Document hostile = Jsoup.parse(ReportPage.html(Overviews.run(text), Overviews.named(text)));
    Document harmless =
        Jsoup.parse(ReportPage.html(Overviews.run("harmless"), Overviews.named("harmless")));
    assertEquals(skeleton(harmless), skeleton(hostile));
    assertEquals(1, hostile.select("script").size());
    assertFalse(hostile.wholeText().contains("\u202E"));
  }

  @Test
  void aTableCalledLikeAScriptIsReadAsWritten() {
    String text = "<script>alert(1)</script>";
    Document page = Jsoup.parse(ReportPage.html(Overviews.run(text), Overviews.named(text)));
    assertEquals(text, page.expectFirst("#sizes tbody th code").text());
    assertEquals(text, page.expectFirst("#drawing .box").attr("data-name"));
    assertEquals(text, page.expectFirst("#drawing .box .title").text());
    assertEquals(text, page.expectFirst(".timeline .description").text());
  }

  /** The elements and their attributes' names, as they follow each other. */
  private static String skeleton(Document page) {
    StringBuilder skeleton = new StringBuilder();
    page.traverse(
        (node, depth) -> {
          if (node instanceof Element element) {
            skeleton.append('\n').append(" ".repeat(depth)).append(element.tagName());
            element.attributes().forEach(each -> skeleton.append(' ').append(each.getKey()));
          }
        });
    return skeleton.toString();
  }

  @Test
  void itSaysWhyThereIsNothingToShow() {
    Document page = page(Overviews.empty());
    Element callout = page.expectFirst("#indexes .callout");
    assertTrue(callout.text().contains("and userstat = 1 in the server's configuration."));
    assertEquals("SET GLOBAL userstat = 1", callout.expectFirst(".paste code").text());
    assertTrue(page.expectFirst("#diagram .callout").text().contains("no scratch server"));
    assertTrue(page.expectFirst("#notices").text().contains("connection refused"));
    assertTrue(page.expectFirst("#backups .empty").text().contains("mvn migrate:backup"));
    for (Element section : page.select("main > section")) {
      assertFalse(section.select(".empty, .callout, li, table").isEmpty(), section.id());
    }
  }

  @Test
  void whatPendingMigrationsChangeIsSaidInWordsToo() {
    Document page = page(Overviews.shop());
    String customers = page.expectFirst("#relations tr:contains(referred_by)").text();
    assertTrue(customers.startsWith("customers altered"), customers);
    assertTrue(customers.contains("points bigint NOT NULL (was int NULL) altered"), customers);
    assertTrue(customers.contains("fax varchar(40) dropped"), customers);
    assertEquals("added", page.expectFirst(".box[data-name=loyalty_points] .mark").text());
  }

  @Test
  void aPageOfFiveHundredTablesIsOfASizeThatCanBeSentAround() {
    String page = ReportPage.html(Overviews.run("production"), Overviews.large(500));
    assertTrue(page.length() < 2_500_000, page.length() + " characters");
  }
}
