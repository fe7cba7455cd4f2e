package dev.migrate.render.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import dev.migrate.Overview;
import dev.migrate.testing.NeedsNoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Pages as a browser shows them: needs {@code chromium} in the PATH, and axe-core
 * (https://github.com/dequelabs/axe-core) as the file that {@code -Dcampaign.axe} names, else from
 * {@code npm pack axe-core}. Further pages are looked at that {@code -Dcampaign.pages} names, with
 * commas between. Pictures are left in {@code target/page-campaign}.
 */
@Isolated("takes the machine for itself")
@NeedsNoServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageCampaign {

  private static final String HARM = "<script>alert(1)</script>";
  private static final int LOADS = 5;
  private static final long MOST_MILLIS = 2_000;

  private final Path folder = Path.of("target/page-campaign").toAbsolutePath();
  private final Map<String, Path> pages = new LinkedHashMap<>();
  private Browser browser;
  private String axe;

  @BeforeAll
  void begin() throws Exception {
    Files.createDirectories(folder);
    axe = axe();
    browser = Browser.start(folder);
    write("shop", "production", Overviews.shop());
    write("empty", "development", Overviews.empty());
    write("harm", HARM, Overviews.named(HARM));
    write("large", "production", Overviews.large(500));
    for (String page : System.getProperty("campaign.pages", "").split(",", -1)) {
      if (!page.isEmpty()) {
        String name = Path.of(page).getFileName().toString().replaceFirst("\\.html$", "");
        pages.put(name, Path.of(page).toAbsolutePath());
      }
    }
  }

  @AfterAll
  void end() throws Exception {
    browser.close();
  }

  private void write(String name, String environment, Overview overview) throws Exception {
    Path file = folder.resolve(name + ".html");
    Files.writeString(file, ReportPage.html(Overviews.run(environment), overview));
    pages.put(name, file);
  }

  private String axe() throws Exception {
    String file = System.getProperty("campaign.axe");
    if (file == null) {
      String get = "npm pack --silent axe-core && tar xzf axe-core-*.tgz package/axe.min.js";
      Process npm = new ProcessBuilder("sh", "-c", get).directory(folder.toFile()).start();
      assertTrue(npm.waitFor(2, TimeUnit.MINUTES) && npm.exitValue() == 0, get);
      file = folder.resolve("package/axe.min.js").toString();
    }
    return Files.readString(Path.of(file));
  }

  @Test
  void noPageComplainsOrAsksForAnythingOrIsHardToUseForSomebody() throws Exception {
    for (Map.Entry<String, Path> page : pages.entrySet()) {
      String name = page.getKey();
      for (String scheme : List.of("light", "dark")) {
        open(page.getValue(), 1400, false, scheme);
        browser.shoot(folder.resolve(name + "-" + scheme + ".png"), false);
        violations(name + " " + scheme);
      }
      open(page.getValue(), 390, true, "light");
      assertEquals(390, number("document.documentElement.scrollWidth"), name + " on a phone");
      browser.shoot(folder.resolve(name + "-phone.png"), false);
      violations(name + " on a phone");
      open(page.getValue(), 1400, false, "light");
      browser.print(folder.resolve(name + ".pdf"));
      browser.evaluate("dispatchEvent(new Event('beforeprint'))");
      browser.media("print", "light");
      browser.settle();
      browser.shoot(folder.resolve(name + "-print.png"), true);
    }
  }

  /** Opens a page on a screen that shows all of it, so that all of it is drawn. */
  private void open(Path page, int width, boolean mobile, String scheme) throws Exception {
    browser.media("screen", scheme);
    browser.screen(width, 1000, mobile);
    browser.open(page);
    browser.settle();
    browser.evaluate(
        "document.querySelectorAll('section').forEach(s => s.style.contentVisibility = 'visible')");
    browser.settle();
    browser.screen(width, (int) number("document.body.scrollHeight") + 3_000, mobile);
    browser.settle();
    browser.screen(width, (int) number("document.body.scrollHeight"), mobile);
    browser.settle();
    browser.settle();
    assertEquals(List.of(), browser.complaints(), page.toString());
    assertEquals(List.of(page.toUri().toString()), browser.requests());
  }

  private void violations(String what) throws Exception {
    browser.evaluate(axe + ";1");
    String violations =
        text(
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v =>"
                + " v.impact + ' ' + v.id + ': ' + v.nodes.map(n => n.target).join(' '))"
                + ".join('\\n'))");
    System.out.println(what + ": axe finds " + (violations.isEmpty() ? "nothing" : violations));
    assertFalse(violations.matches("(?s).*\\b(serious|critical) .*"), what + ": " + violations);
  }

  @Test
  void aPageOfFiveHundredTablesOpensQuickly() throws Exception {
    browser.media("screen", "light");
    browser.screen(1400, 1000, false);
    double[] millis = new double[LOADS];
    for (int i = 0; i < LOADS; i++) {
      browser.open(Objects.requireNonNull(pages.get("large")));
      browser.settle();
      millis[i] = number("performance.getEntriesByType('navigation')[0].loadEventEnd");
    }
    Arrays.sort(millis);
    System.out.println("500 tables open in (ms) " + Arrays.toString(millis));
    assertTrue(millis[LOADS / 2] < MOST_MILLIS, Arrays.toString(millis));
  }

  @Test
  void theDiagramOfFiveHundredTablesIsZoomedMovedAndSearched() throws Exception {
    browser.media("screen", "light");
    browser.screen(1400, 1000, false);
    browser.open(Objects.requireNonNull(pages.get("large")));
    double ready =
        number(
            "(async () => { const t = performance.now();"
                + " document.querySelector('#diagram').scrollIntoView({behavior: 'instant'});"
                + " while (!document.querySelector('#diagram .tools'))"
                + " await new Promise(requestAnimationFrame);"
                + " await new Promise(requestAnimationFrame); return performance.now() - t; })()");
    browser.shoot(folder.resolve("large-diagram.png"), false);
    String whole = transform();
    System.out.printf("the diagram is ready in %.0f ms%n", ready);
    assertTrue(ready < MOST_MILLIS, ready + " ms");
    for (String key : List.of("ArrowRight", "+", "ArrowDown", "-")) {
      String before = transform();
      System.out.printf("%s: %.0f ms a frame%n", key, press(key, 12));
      assertNotEquals(before, transform(), key);
    }
    browser.shoot(folder.resolve("large-moved.png"), false);
    press("0", 1);
    assertEquals(whole, transform());
    browser.evaluate(
        "(() => { const s = document.querySelector('#diagram .tools input');"
            + " s.value = 'billing_item_209'; s.dispatchEvent(new Event('change')); })()");
    browser.settle();
    browser.shoot(folder.resolve("large-found.png"), false);
    assertEquals("billing_item_209", text("document.querySelector('.box.here').dataset.name"));
    assertTrue(seen(".box.here"));
    assertTrue(text("document.querySelector('.pane').textContent").contains("Refers to"));
    browser.evaluate(
        "(() => { const s = document.querySelector('#diagram select'); s.value = '3';"
            + " s.dispatchEvent(new Event('change')); })()");
    browser.settle();
    browser.shoot(folder.resolve("large-group.png"), false);
    assertEquals(List.of(), browser.complaints());
  }

  private boolean seen(String element) throws Exception {
    return number(
            "(() => { const a = document.querySelector('"
                + element
                + "').getBoundingClientRect(), b ="
                + " document.querySelector('.canvas').getBoundingClientRect();"
                + " return a.left >= b.left && a.right <= b.right && a.top >= b.top"
                + " && a.bottom <= b.bottom ? 1 : 0; })()")
        == 1;
  }

  /** The milliseconds from one press to the frame that shows it, on average. */
  private double press(String key, int times) throws Exception {
    double millis =
        number(
            ("(async () => { const c = document.querySelector('.canvas'), t = performance.now();"
                    + " c.focus({preventScroll: true}); for (let i = 0; i < %d; i++) {"
                    + " c.dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}));"
                    + " await new Promise(requestAnimationFrame); }"
                    + " return (performance.now() - t) / %d; })()")
                .formatted(times, key, times));
    browser.settle();
    return millis;
  }

  private String transform() throws Exception {
    return text("document.querySelector('.stage').style.transform");
  }

  @Test
  void aTableIsSortedAndFilteredByKeyboardOrPointer() throws Exception {
    browser.screen(1400, 1000, false);
    browser.open(Objects.requireNonNull(pages.get("large")));
    browser.evaluate("document.querySelector('#sizes thead button').click()");
    assertEquals("ascending", text("document.querySelector('#sizes th').ariaSort"));
    assertEquals(
        "auth_item_016", text("document.querySelector('#sizes tbody th code').textContent"));
    browser.evaluate(
        "(() => { const f = document.querySelector('#tables input');"
            + " f.value = 'billing'; f.dispatchEvent(new Event('input')); })()");
    assertEquals(25, number("document.querySelectorAll('#sizes tbody tr:not([hidden])').length"));
    assertEquals("32 of 500", text("document.querySelector('#tables .tools span').textContent"));
  }

  @Test
  void withoutScriptsEverythingIsThere() throws Exception {
    browser.send("Emulation.setScriptExecutionDisabled", "{\"value\":true}");
    browser.screen(1400, 7_000, false);
    browser.open(Objects.requireNonNull(pages.get("shop")));
    browser.send("Emulation.setScriptExecutionDisabled", "{\"value\":false}");
    browser.shoot(folder.resolve("shop-without-scripts.png"), false);
    assertEquals(List.of(), browser.complaints());
  }

  private double number(String expression) throws Exception {
    return value(expression).getAsDouble();
  }

  private String text(String expression) throws Exception {
    return value(expression).getAsString();
  }

  private JsonElement value(String expression) throws Exception {
    return Objects.requireNonNull(browser.evaluate(expression), expression);
  }
}
