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
}
