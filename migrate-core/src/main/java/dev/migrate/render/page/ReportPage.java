package dev.migrate.render.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.Overview;
import dev.migrate.Place;
import dev.migrate.Run;
import dev.migrate.render.Phrases;
import dev.migrate.report.TableFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The report of a database as one HTML file. It asks nothing of any network, says everything
 * without scripts, and runs none but its own: a Content Security Policy holds their digests.
 */
public final class ReportPage {

  private static final Map<String, String> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("environments", "Environments");
    PARTS.put("timeline", "Timeline");
    PARTS.put("findings", "Findings");
    PARTS.put("diagram", "Schema");
    PARTS.put("tables", "Tables");
    PARTS.put("indexes", "Indexes");
    PARTS.put("backups", "Backups");
    PARTS.put("audit", "Audit");
  }

  private final Run run;
  private final Overview overview;
  private final Sheet sheet;
  private final Html html;

  private ReportPage(Run run, Overview overview) {
    this.run = run;
    this.overview = overview;
    this.sheet = new Sheet(run, overview.at());
    this.html = sheet.html();
  }

  /** The file's text, to be written as UTF-8. */
  public static String html(Run run, Overview overview) {
    return new ReportPage(run, overview).page();
  }

  private String page() {
    html.verbatim("<!doctype html>\n").open("html", "lang", "en");
    head();
    html.open("body");
    html.element("a", "Skip to the report", "class", "skip", "href", "#main");
    banner();
    html.open("div", "class", "frame");
    navigation();
    html.open("main", "id", "main", "tabindex", "-1");
    verdict();
    parts();
    html.close("main").close("div");
    footer();
    html.open("script").verbatim(script()).close("script").close("body").close("html");
    return html.end() + "\n";
  }

  private void head() {
    String style = resource("page.css") + resource("diagram.css");
    html.open("head").single("meta", "charset", "utf-8");
    html.single(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src "
            + digest(style)
            + "; script-src "
            + digest(script())
            + "; base-uri 'none'; form-action 'none'");
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.single("meta", "name", "color-scheme", "content", "light dark");
    html.single("meta", "name", "referrer", "content", "no-referrer");
    html.element("title", title());
    html.open("style").verbatim(style).close("style").close("head");
  }

  private String title() {
    return Phrases.oneLine(run.environment()) + " – " + Phrases.oneLine(overview.project());
  }

  private void banner() {
    html.open("header", "class", "banner").open("div", "class", "who");
    html.element("span", Phrases.oneLine(overview.project()), "class", "project");
    html.element("span", Phrases.oneLine(run.environment()), "class", "environment");
    html.close("div").open("div", "class", "where");
    if (run.server() != null) {
      html.element("span", run.server().text());
    }
    if (run.database() != null) {
      html.element("span", Phrases.oneLine(run.database()));
    }
    html.open("span").text("looked at ");
    html.element(
        "time",
        overview.at().toString().replaceFirst("T(\\d\\d:\\d\\d).*", " $1 UTC"),
        "datetime",
        overview.at().toString());
    html.close("span").close("div");
    html.element("button", "Theme", "type", "button", "id", "theme", "hidden", "");
    html.close("header");
  }

  private void navigation() {
    html.open("nav", "aria-label", "Parts of the report").open("ul");
    PARTS.forEach((id, title) -> html.open("li").element("a", title, "href", "#" + id).close("li"));
    if (!overview.notices().isEmpty()) {
      html.open("li").element("a", "Not looked at", "href", "#notices").close("li");
    }
    html.close("ul").close("nav");
  }

  private void verdict() {
    Verdict verdict = Verdict.of(run, overview);
    html.open("section", "class", "verdict " + verdict.tone().css(), "aria-labelledby", "verdict");
    html.element("h1", verdict.sentence(), "id", "verdict");
    if (verdict.items().isEmpty()) {
      html.element("p", "Nothing needs you.", "class", "calm");
    } else {
      html.open("ul", "class", "items");
      for (Verdict.Item item : verdict.items()) {
        html.open("li", "class", item.tone().css());
        html.element("a", Phrases.oneLine(item.text()), "href", "#" + item.part()).close("li");
      }
      html.close("ul");
    }
    figures();
    html.close("section");
  }

  private void figures() {
    Optional<Place> own = Verdict.own(run, overview);
    long bytes = overview.tables().stream().mapToLong(t -> t.dataBytes() + t.indexBytes()).sum();
    long rows = overview.tables().stream().mapToLong(TableFacts::rows).sum();
    html.open("dl", "class", "figures");
    boolean unreached = own.map(Place::problem).isPresent();
    String none = unreached ? "unknown" : "none";
    figure(
        "Version",
        Phrases.oneLine(Objects.requireNonNullElse(own.map(Place::version).orElse(null), none)),
        own.map(Place::installedOn).map(sheet::ago).orElse(""));
    long pending = Verdict.count(overview, "pending");
    figure("Pending", unreached ? "unknown" : Long.toString(pending), "");
    figure(
        "Size",
        overview.tables().isEmpty() ? "unknown" : Phrases.bytes(bytes),
        overview.tables().isEmpty()
            ? ""
            : Phrases.count(overview.tables().size(), "table") + ", " + Phrases.rows(rows));
    figure(
        "Last backup",
        overview.backups().isEmpty() || overview.backups().get(0).createdAt() == null
            ? "none"
            : sheet.ago(Objects.requireNonNull(overview.backups().get(0).createdAt())),
        overview.backups().isEmpty()
            ? ""
            : overview.backups().get(0).verified() == null
                ? "not verified"
                : "verified: " + overview.backups().get(0).verified());
    figure("Findings", Integer.toString(overview.findings().size()), "");
    html.close("dl");
  }

  private void figure(String name, String value, String below) {
    html.open("div").element("dt", name).open("dd").element("span", value, "class", "value");
    html.element("span", below, "class", "below").close("dd").close("div");
  }

  private void parts() {
    new Environments(sheet, run).write(overview);
    new Timeline(sheet).write(overview);
    new Findings(sheet).write(overview);
    new DiagramPart(sheet).write(overview.diagram());
    new Tables(sheet).write(overview);
    new Indexes(sheet).write(overview.indexes());
    new Backups(sheet).write(overview);
    new Audit(sheet).write(overview);
    if (!overview.notices().isEmpty()) {
      sheet.section("notices", "Not looked at", "What this page could not find out, and why.");
      html.open("ul", "class", "prose");
      overview.notices().forEach(notice -> html.element("li", Phrases.oneLine(notice)));
      html.close("ul");
      sheet.endSection();
    }
  }

  private void footer() {
    html.open("footer");
    html.open("p").text("Written by ").element("code", sheet.command("report"));
    html.text(". All times are UTC. Operation ").element("code", run.operation()).text(".");
    html.close("p").close("footer");
  }

  private static String script() {
    return resource("page.js") + resource("diagram.js");
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sha256) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
