package dev.castellan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The packaged suite, started once for all stories by the launcher, or another one: with {@code
 * CASTELLAN_URL} set to a gateway and {@code CASTELLAN_ADMIN_PASSWORD} to its admin's password,
 * nothing is started and nothing is stopped.
 */
public final class Suite implements BeforeAllCallback {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT =
      Path.of(System.getProperty("castellan.root", "..")).toAbsolutePath();
  private static final Path STATE = ROOT.resolve("e2e/target/state");
  private static final String GIVEN_URL = System.getenv("CASTELLAN_URL");

  /** Much shorter than a token lives, since whoever is given one goes on using it. */
  private static final Duration KEPT_FOR = Duration.ofMinutes(5);

  private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

  private static boolean started;

  /**
   * @param since when it was got, by {@link System#nanoTime()}
   */
  private record Token(String text, long since) {

    boolean isFresh() {
      return System.nanoTime() - since < KEPT_FOR.toNanos();
    }
  }

  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    if (!started) {
      if (GIVEN_URL == null) {
        up();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> launcher("down")));
      } else {
        RestAssured.baseURI = GIVEN_URL;
      }
      started = true;
    }
    RestAssured.requestSpecification =
        new RequestSpecBuilder()
            .setContentType(ContentType.JSON)
            .setUrlEncodingEnabled(false)
            .build();
  }

  /**
   * Starts the suite with demo users and data on free ports, and two processes of the services that
   * share work; does nothing when it runs.
   */
  static void up() {
    launcher("up", "--port", "0", "--replicas", "smartobject-service=2,process-service=2");
    RestAssured.baseURI = status().get("gateway").asText();
    TOKENS.clear();
  }

  /** Whether faults can be caused: not on a suite that somebody else has started. */
  static boolean ours() {
    return GIVEN_URL == null;
  }

  static JsonNode status() {
    try {
      return JSON.readTree(launcher("status", "--json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address of one service, to call it without the gateway. */
  static String urlOf(String service) {
    for (JsonNode each : status().get("services")) {
      if (each.get("name").asText().equals(service)) {
        return each.get("url").asText();
      }
    }
    throw new AssertionError("no service " + service);
  }

  /** Where clients of the broker begin. */
  static String bootstrapServers() {
    for (JsonNode each : status().get("backends")) {
      if (each.get("name").asText().equals("kafka")) {
        return each.get("address").asText();
      }
    }
    throw new AssertionError("no broker");
  }

  /** Processes of the suite by their names. */
  static List<ProcessHandle> processes(List<String> names) {
    List<ProcessHandle> found = new ArrayList<>();
    for (JsonNode each : status().get("services")) {
      if (names.contains(each.get("name").asText())) {
        found.add(ProcessHandle.of(each.get("pid").asLong()).orElseThrow());
      }
    }
    assertThat(found).hasSameSizeAs(names);
    return found;
  }

  /** A request in the name of a demo user: admin, occupant or guest. */
  static RequestSpecification as(String login) {
    return RestAssured.given().header("Authorization", token(login));
  }

  /** An access token of a demo user that is good for minutes yet; not to be kept. */
  static String token(String login) {
    return TOKENS
        .compute(login, (any, known) -> known != null && known.isFresh() ? known : fetch(login))
        .text();
  }

  private static Token fetch(String login) {
    long now = System.nanoTime();
    return new Token(GIVEN_URL == null ? launcher("token", login).strip() : logIn(), now);
  }

  private static String logIn() {
    return RestAssured.given()
        .body(Map.of("login", "admin", "password", System.getenv("CASTELLAN_ADMIN_PASSWORD")))
        .post("/auth/token")
        .then()
        .statusCode(200)
        .extract()
        .path("data.token");
  }

  /** Runs a command of the launcher on the suite under test; its output when it succeeds. */
  static String launcher(String... arguments) {
    Path folder = ROOT.resolve("launcher/target");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-Dcastellan.home=" + ROOT,
                "-cp",
                folder.resolve("classes") + ":" + folder.resolve("lib") + "/*",
                "dev.castellan.launcher.Launcher"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--state", STATE.toString()));
    try {
      Files.createDirectories(STATE.getParent());
      Path errors = STATE.resolveSibling("launcher-" + arguments[0] + ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      // Devices of tests are on this machine, which no module may call otherwise.
      builder.environment().put("CASTELLAN_OUTBOUND_ALLOW", "127.0.0.1");
      // As in a cluster: whoever is stopped sends its callers elsewhere first.
      builder.environment().put("QUARKUS_SHUTDOWN_DELAY", "2S");
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue())
          .as("%s%n%s%n%s", String.join(" ", arguments), output, Files.readString(errors))
          .isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
