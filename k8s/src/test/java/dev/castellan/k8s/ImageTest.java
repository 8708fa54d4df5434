package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.testing.KafkaServer;
import dev.castellan.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of one service, made without Docker, and what it does when nothing else is there. */
class ImageTest {

  private static final String SERVICE = "widget-service";
  private static final String NAME = "castellan/widget-service:1.2.3";
  static final int FIRST_JAVA = 25;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Puts together what a container engine would, then becomes the program of the image. */
  private static final String CONTAINER =
      """
      mount --bind "$1" "$1" && cd "$1" &&
      mount --rbind /dev dev && mount --rbind /proc proc &&
      mount -t tmpfs tmpfs tmp && mount -t tmpfs -o mode=1777 tmpfs var/cache/castellan &&
      mount -o remount,bind,ro . && shift && exec chroot $USERSPEC . "$@"
      """;

  @TempDir static Path folder;

  private static Path root;
  private static JsonNode config;

  @BeforeAll
  static void makeAndUnpack() throws Exception {
    if (!Files.isDirectory(Tools.ROOT.resolve(SERVICE).resolve("target/quarkus-app"))) {
      throw Tools.missing(SERVICE + " is not packaged");
    }
    if (Runtime.version().feature() < FIRST_JAVA) {
      throw Tools.missing("images have a runtime of Java " + FIRST_JAVA);
    }
    List.of("apt-get", "dpkg-deb", "unshare").forEach(ImageTest::need);
    Path archive = folder.resolve("image.tar");
    Tools.run(
        List.of(
            Tools.ROOT.resolve("k8s/images/oci").toString(), SERVICE, archive.toString(), NAME));
    Path layout = Files.createDirectory(folder.resolve("layout"));
    Tools.run(List.of("tar", "-xf", archive.toString(), "-C", layout.toString()));
    assertThat(JSON.readTree(layout.resolve("oci-layout").toFile()).at("/imageLayoutVersion"))
        .hasToString("\"1.0.0\"");
    JsonNode index = JSON.readTree(layout.resolve("index.json").toFile());
    assertThat(index.findValue("org.opencontainers.image.ref.name").asText()).isEqualTo(NAME);
    JsonNode manifest = JSON.readTree(blob(layout, index.at("/manifests/0")).toFile());
    config = JSON.readTree(blob(layout, manifest.get("config")).toFile());
    root = Files.createDirectory(folder.resolve("root"));
    JsonNode layers = manifest.get("layers");
    assertThat(layers).hasSameSizeAs(config.at("/rootfs/diff_ids"));
    for (int i = 0; i < layers.size(); i++) {
      Path layer = blob(layout, layers.get(i));
      try (InputStream in = new GZIPInputStream(Files.newInputStream(layer))) {
        assertThat(digest(in)).isEqualTo(config.at("/rootfs/diff_ids/" + i).asText());
      }
      Tools.run(List.of("tar", "-xzpf", layer.toString(), "-C", root.toString()));
    }
  }

  /** By the name that nodes look for: containerd, and Docker with its own store of images. */
  @Test
  void shouldLoadIntoEachEngine() throws Exception {
    Path layout = folder.resolve("layout");
    JsonNode descriptor = JSON.readTree(layout.resolve("index.json").toFile()).at("/manifests/0");
    assertThat(descriptor.at("/annotations/io.containerd.image.name").asText())
        .isEqualTo("docker.io/" + NAME);
    JsonNode images = JSON.readTree(layout.resolve("manifest.json").toFile());
    assertThat(images).hasSize(1);
    assertThat(images.at("/0/RepoTags")).hasToString("[\"docker.io/" + NAME + "\"]");
    JsonNode manifest = JSON.readTree(blob(layout, descriptor).toFile());
    assertThat(images.at("/0/Config").asText()).isEqualTo(path(manifest.get("config")));
    assertThat(images.at("/0/Layers"))
        .extracting(JsonNode::asText)
        .isEqualTo(Manifests.stream(manifest.get("layers")).map(ImageTest::path).toList());
    assertThat(config.at("/config/Labels/org.opencontainers.image.version").asText())
        .isEqualTo("1.2.3");
  }

  @Test
  void shouldHoldTheProgramAndItsRuntimeAndNothingToLogInWith() {
    assertThat(config.at("/config/User").asText()).isEqualTo("10001:10001");
    assertThat(config.at("/config/Labels").properties())
        .extracting(Map.Entry::getKey)
        .contains(
            "org.opencontainers.image.title",
            "org.opencontainers.image.version",
            "org.opencontainers.image.revision");
    assertThat(Stream.of("bin/sh", "usr/bin", "usr/sbin", "root").map(root::resolve))
        .noneMatch(Files::exists);
  }

  @Test
  void shouldServeTheProbesOfItsPodWithAReadOnlyRoot() throws Exception {
    JsonNode deployment = Manifests.of("dev").named("Deployment", SERVICE);
    int management = freePort();
    Process process = start(management);
    try {
      JsonNode container = deployment.at("/spec/template/spec/containers/0");
      Awaitility.await("readiness")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                assertThat(process.isAlive()).as(log()).isTrue();
                return status(management, path(container, "readinessProbe")) == 200;
              });
      assertThat(status(management, path(container, "startupProbe"))).isEqualTo(200);
      assertThat(status(management, path(container, "livenessProbe"))).isEqualTo(200);
      assertThat(status(management, "/q/health/dead")).isEqualTo(404);

      long asked = System.nanoTime();
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - asked).toSeconds())
          .isLessThan(deployment.at("/spec/template/spec/terminationGracePeriodSeconds").asLong());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(int management) throws IOException {
    String password = UUID.randomUUID().toString();
    PostgresServer.shared().createDatabase("widget", password);
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "--map-root-user",
                "sh",
                "-c",
                CONTAINER,
                "sh",
                root.toString()));
    boolean isRoot = System.getProperty("user.name").equals("root");
    if (isRoot) {
      command.remove("--map-root-user");
    }
    config.at("/config/Entrypoint").forEach(it -> command.add(it.asText()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.get("PATH");
    environment.clear();
    environment.put("PATH", path);
    environment.put("USERSPEC", isRoot ? "--userspec=" + config.at("/config/User").asText() : "");
    // A cache that does not fit would be passed over in silence, and cost seconds at each start.
    environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
    Manifests manifests = Manifests.of("dev");
    environment.putAll(manifests.environment(manifests.named("Deployment", SERVICE)));
    environment.putAll(
        Map.of(
            "QUARKUS_HTTP_HOST",
            "127.0.0.1",
            "QUARKUS_HTTP_PORT",
            Integer.toString(freePort()),
            "QUARKUS_MANAGEMENT_HOST",
            "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT",
            Integer.toString(management),
            "QUARKUS_SHUTDOWN_DELAY",
            "1S",
            "QUARKUS_DATASOURCE_JDBC_URL",
            PostgresServer.shared().jdbcUrl("widget"),
            "QUARKUS_DATASOURCE_USERNAME",
            "widget",
            "QUARKUS_DATASOURCE_PASSWORD",
            password,
            "KAFKA_BOOTSTRAP_SERVERS",
            KafkaServer.shared().bootstrapServers(),
            "CASTELLAN_SECRETS_KEYS",
            "k1:" + Base64.getEncoder().encodeToString(new byte[32])));
    return builder.start();
  }

  private static String path(JsonNode container, String probe) {
    return container.at("/" + probe + "/httpGet/path").asText();
  }

  private static int status(int port, String path) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private static String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Skips what cannot be made without a program. */
  static void need(String program) {
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(it -> Files.isExecutable(Path.of(it, program)))) {
      throw Tools.missing("images are made on Debian, by " + program);
    }
  }

  private static String path(JsonNode descriptor) {
    return "blobs/" + descriptor.get("digest").asText().replace(':', '/');
  }

  private static Path blob(Path layout, JsonNode descriptor) throws Exception {
    Path blob = layout.resolve(path(descriptor));
    try (InputStream in = Files.newInputStream(blob)) {
      assertThat(digest(in)).isEqualTo(descriptor.get("digest").asText());
    }
    assertThat(Files.size(blob)).isEqualTo(descriptor.get("size").asLong());
    return blob;
  }

  private static String digest(InputStream content) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (DigestInputStream in = new DigestInputStream(content, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
