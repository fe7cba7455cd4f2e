package dev.migrate.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.migrate.Report;
import dev.migrate.outcome.Problem;
import dev.migrate.validate.Checked;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Rule;
import dev.migrate.validate.RulePages;
import dev.migrate.validate.Severity;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Findings for tools that show them beside the code: Static Analysis Results Interchange Format
 * 2.1.0 (OASIS). Files are relative to the project's folder, {@code %SRCROOT%}.
 */
public final class SarifRenderer {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Report report;
  private final List<String> codes = new ArrayList<>();
  private final JsonArray rules = new JsonArray();

  private SarifRenderer(Report report) {
    this.report = report;
  }

  /** The report as one JSON object; of a goal that finds nothing, a log without results. */
  public static String render(Report report) {
    return GSON.toJson(new SarifRenderer(report).log());
  }

  private JsonObject log() {
    JsonArray results = new JsonArray();
    findings().forEach(finding -> results.add(result(finding)));
    allowed().forEach(allowed -> results.add(suppressed(allowed)));
    JsonObject driver = new JsonObject();
    driver.addProperty("name", "migrate-maven-plugin");
    driver.add("rules", rules);
    JsonObject tool = new JsonObject();
    tool.add("driver", driver);
    JsonObject run = new JsonObject();
    run.add("tool", tool);
    run.add("automationDetails", automation());
    run.add("invocations", array(invocation()));
    run.addProperty("columnKind", "utf16CodeUnits");
    run.add("results", results);
    JsonObject log = new JsonObject();
    log.addProperty("$schema", SCHEMA);
    log.addProperty("version", "2.1.0");
    log.add("runs", array(run));
    return log;
  }

  private List<Finding> findings() {
    if (report instanceof Report.Validate validate) {
      return validate.findings();
    }
    return report instanceof Report.Plan plan
        ? plan.statements().stream().flatMap(each -> each.findings().stream()).toList()
        : List.of();
  }

  private List<Checked.Allowed> allowed() {
    return report instanceof Report.Validate validate ? validate.allowed() : List.of();
  }

  private JsonObject automation() {
    JsonObject details = new JsonObject();
    details.addProperty(
        "id", "migrate/" + report.run().goal() + "/" + report.run().environment() + "/");
    return details;
  }

  /** Findings that fail the build are no failure of the tool. */
  private JsonObject invocation() {
    JsonObject invocation = new JsonObject();
    boolean failed = report instanceof Report.Failure;
    invocation.addProperty("executionSuccessful", !failed);
    if (report instanceof Report.Failure failure) {
      Problem problem = failure.problem();
      JsonObject notification = new JsonObject();
      notification.add("message", text(problem.text()));
      notification.addProperty("level", "error");
      invocation.add("toolExecutionNotifications", array(notification));
    }
    return invocation;
  }

  private JsonObject result(Finding finding) {
    JsonObject result = new JsonObject();
    result.addProperty("ruleId", finding.code());
    result.addProperty("ruleIndex", index(finding.code()));
    result.addProperty("level", level(finding.severity()));
    String fix = finding.fix();
    result.add("message", text(fix == null ? finding.message() : finding.message() + " " + fix));
    result.add("locations", array(location(finding)));
    JsonObject fingerprints = new JsonObject();
    fingerprints.addProperty("statement/v1", fingerprint(finding));
    result.add("partialFingerprints", fingerprints);
    return result;
  }

  /** What a comment in the file allows is told, and shown as settled. */
  private JsonObject suppressed(Checked.Allowed allowed) {
    JsonObject suppression = new JsonObject();
    suppression.addProperty("kind", "inSource");
    suppression.addProperty("status", "accepted");
    suppression.addProperty("justification", allowed.reason());
    JsonObject result = result(allowed.finding());
    result.add("suppressions", array(suppression));
    return result;
  }

  private JsonObject location(Finding finding) {
    JsonObject location = new JsonObject();
    String file = finding.file();
    if (file == null) {
      JsonObject database = new JsonObject();
      String name = report.run().database();
      database.addProperty("fullyQualifiedName", name == null ? report.run().environment() : name);
      database.addProperty("kind", "resource");
      location.add("logicalLocations", array(database));
      return location;
    }
    JsonObject artifact = new JsonObject();
    artifact.addProperty("uri", uri(file));
    if (!file.startsWith("/")) {
      artifact.addProperty("uriBaseId", "%SRCROOT%");
    }
    JsonObject physical = new JsonObject();
    physical.add("artifactLocation", artifact);
    physical.add("region", region(finding.line(), finding.statement()));
    location.add("physicalLocation", physical);
    return location;
  }

  private static JsonObject region(@Nullable Integer line, @Nullable String statement) {
    JsonObject region = new JsonObject();
    region.addProperty("startLine", line == null ? 1 : line);
    if (statement != null) {
      region.add("snippet", text(statement));
    }
    return region;
  }

  /** Stays the same when lines are added before it. */
  private static String fingerprint(Finding finding) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String text =
          finding.code() + "\n" + finding.file() + "\n" + finding.statement() + finding.message();
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8))).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private int index(String code) {
    int index = codes.indexOf(code);
    if (index >= 0) {
      return index;
    }
    codes.add(code);
    rules.add(rule(code));
    return codes.size() - 1;
  }

  private static JsonObject rule(String code) {
    JsonObject json = new JsonObject();
    json.addProperty("id", code);
    Optional<Rule> rule = RulePages.rule(code);
    json.add("shortDescription", text(rule.map(Rule::title).orElse(code.replace('-', ' '))));
    rule.ifPresent(
        each -> {
          JsonObject help = text(RulePages.of(code));
          help.addProperty("markdown", RulePages.of(code));
          json.add("help", help);
          JsonObject configuration = new JsonObject();
          configuration.addProperty("level", level(each.severity()));
          json.add("defaultConfiguration", configuration);
          JsonArray tags = new JsonArray();
          tags.add(each.family().title());
          JsonObject properties = new JsonObject();
          properties.add("tags", tags);
          json.add("properties", properties);
        });
    return json;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
      case OFF -> "none";
    };
  }

  /** RFC 3986: every segment encoded, the slashes kept. */
  private static String uri(String file) {
    String path =
        Arrays.stream(file.replace('\\', '/').split("/", -1))
            .map(segment -> URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return file.startsWith("/") ? "file://" + path : path;
  }

  private static JsonObject text(String text) {
    JsonObject message = new JsonObject();
    message.addProperty("text", text);
    return message;
  }

  private static JsonArray array(JsonObject element) {
    JsonArray array = new JsonArray();
    array.add(element);
    return array;
  }
}
