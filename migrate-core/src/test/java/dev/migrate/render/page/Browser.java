package dev.migrate.render.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium with one tab, driven through its DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol/).
 */
final class Browser implements AutoCloseable {

  private static final int WAIT_SECONDS = 60;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private final WebSocket socket;

  private Browser(Process process, Path profile) throws Exception {
    this.process = process;
    String target = target(profile);
    this.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(target), new Listener())
            .get(WAIT_SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", "{}");
    }
  }

  /**
   * Starts {@code chromium}, which has to be in the PATH; its profile goes below {@code folder}.
   */
  static Browser start(Path folder) throws Exception {
    Path profile = Files.createTempDirectory(folder, "chromium");
    Process process =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(new File(profile.toFile(), "log"))
            .start();
    return new Browser(process, profile);
  }

  private String target(Path profile) throws Exception {
    Path port = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < WAIT_SECONDS * 10 && (!Files.exists(port) || Files.size(port) == 0); i++) {
      Thread.sleep(100);
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list"))
            .build();
    JsonArray tabs =
        JsonParser.parseString(client.send(request, BodyHandlers.ofString()).body())
            .getAsJsonArray();
    for (JsonElement tab : tabs) {
      if (tab.getAsJsonObject().get("type").getAsString().equals("page")) {
        return tab.getAsJsonObject().get("webSocketDebuggerUrl").getAsString();
      }
    }
    throw new IOException("no tab in " + tabs);
  }

  /** What the protocol answers. */
  JsonObject send(String method, String parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String text = "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters);
    socket.sendText(text, true).get(WAIT_SECONDS, TimeUnit.SECONDS);
    return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Opens a file and waits until it is loaded; forgets what was complained of before. */
  void open(Path file) throws Exception {
    complaints.clear();
    requests.clear();
    loaded = new CompletableFuture<>();
    send("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
    loaded.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The value of an expression, or what its promise comes to. */
  @Nullable JsonElement evaluate(String expression) throws Exception {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("awaitPromise", true);
    parameters.addProperty("returnByValue", true);
    JsonObject answer = send("Runtime.evaluate", parameters.toString());
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.getAsJsonObject("result").get("value");
  }

  /** Two frames later: what was changed is drawn. */
  void settle() throws Exception {
    evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))");
  }

  void screen(int width, int height, boolean mobile) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%s}"
            .formatted(width, height, mobile));
  }

  /** {@code screen} or {@code print}; {@code light} or {@code dark}. */
  void media(String type, String scheme) throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        "{\"media\":\"%s\",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
            .formatted(type, scheme));
  }

  /** A picture of the page; of what is seen of it, or from top to end. */
  void shoot(Path to, boolean whole) throws Exception {
    JsonObject answer =
        send("Page.captureScreenshot", "{\"captureBeyondViewport\":" + whole + clip(whole) + "}");
    Files.write(to, Base64.getDecoder().decode(answer.get("data").getAsString()));
  }

  private String clip(boolean whole) throws Exception {
    if (!whole) {
      return "";
    }
    JsonObject size = send("Page.getLayoutMetrics", "{}").getAsJsonObject("cssContentSize");
    return ",\"clip\":{\"x\":0,\"y\":0,\"width\":%s,\"height\":%s,\"scale\":1}"
        .formatted(size.get("width"), size.get("height"));
  }

  /** As it would be printed. */
  void print(Path to) throws Exception {
    JsonObject answer = send("Page.printToPDF", "{\"printBackground\":false}");
    Files.write(to, Base64.getDecoder().decode(answer.get("data").getAsString()));
  }

  /** What the console was told as a warning or an error, and exceptions. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The addresses that were asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    try {
      send("Browser.close", "{}");
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private void event(String method, JsonObject parameters) {
    switch (method) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Page.javascriptDialogOpening" -> complaints.add(parameters.toString());
      case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> complaints.add(parameters.toString());
      case "Log.entryAdded" -> complaints.add(parameters.toString());
      case "Network.requestWillBeSent" ->
          requests.add(parameters.getAsJsonObject("request").get("url").getAsString());
      default -> {
        // of no interest
      }
    }
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        if (message.has("id")) {
          CompletableFuture<JsonObject> answer = answers.remove(message.get("id").getAsInt());
          if (answer != null && message.has("result")) {
            answer.complete(message.getAsJsonObject("result"));
          } else if (answer != null) {
            answer.completeExceptionally(new IOException(message.toString()));
          }
        } else {
          event(message.get("method").getAsString(), message.getAsJsonObject("params"));
        }
      }
      from.request(1);
      return null;
    }
  }
}
