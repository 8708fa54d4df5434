package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What k8s/images/Dockerfile, which is built nowhere here, and k8s/images/oci both say. */
class ImageFilesTest {

  private static final Path IMAGES = Tools.ROOT.resolve("k8s/images");
  private static final Pattern CONFIG = Pattern.compile("(?s)<<CONFIG\n(.*?)\nCONFIG\n");
  private static final Pattern LABEL = Pattern.compile("([\\w.]+)=\"([^\"]*)\"");
  private static final Pattern TRAINING =
      Pattern.compile("/opt/java/bin/java (\\$\\(.*?-jar /app/quarkus-run\\.jar)");

  private static final Pattern DEBIAN = Pattern.compile("(?m)^FROM \\S*debian:?(\\d+)");

  /** A package of the C library with one file at each of some places. */
  private static final String APT =
      """
      #!/bin/sh
      mkdir -p p/DEBIAN
      for each in %s; do mkdir -p p/$each && echo library >p/$each/file; done
      printf '%%s: x\\n' Package Architecture Maintainer Description >p/DEBIAN/control
      printf 'Version: 1\\n' >>p/DEBIAN/control
      dpkg-deb --build p libc6_1_x.deb && rm -r p
      """;

  @TempDir Path folder;

  @Test
  void shouldRunTheSameProgramTheSameWay() throws IOException {
    Map<String, String> docker = lastStage();
    JsonNode config = config();
    assertThat(config.get("User").asText()).isEqualTo(docker.get("USER"));
    assertThat(config.get("WorkingDir").asText()).isEqualTo(docker.get("WORKDIR"));
    assertThat(config.get("Entrypoint"))
        .isEqualTo(new ObjectMapper().readTree(docker.get("ENTRYPOINT")));
    assertThat(config.get("ExposedPorts").properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(docker.get("EXPOSE").replaceAll("(\\d+)", "$1/tcp").split(" "));

    Map<String, String> labels = new TreeMap<>();
    config
        .get("Labels")
        .properties()
        .forEach(it -> labels.put(it.getKey(), plain(it.getValue().asText())));
    Map<String, String> wanted =
        LABEL
            .matcher(docker.get("LABEL"))
            .results()
            .collect(Collectors.toMap(it -> it.group(1), it -> plain(it.group(2))));
    assertThat(labels).hasSizeGreaterThan(3).isEqualTo(wanted);
  }

  /** The cache fits only what it was trained with. */
  @Test
  void shouldTrainTheSameProgramByTheSameOptions() throws IOException {
    String options = training("Dockerfile");
    assertThat(options).contains("-XX:AOTCacheOutput=/app/app.aot");
    assertThat(training("oci").replace("$root/", "/").replace("\"", "")).isEqualTo(options);
    assertThat(text("Dockerfile"))
        .containsOnlyOnce("FROM eclipse-temurin:" + ImageTest.FIRST_JAVA + "-jdk AS build");
    // Trained on the C library that it will run on.
    List<String> releases =
        DEBIAN.matcher(text("Dockerfile")).results().map(it -> it.group(1)).toList();
    assertThat(releases).hasSize(2);
    assertThat(releases.getFirst()).isEqualTo(releases.getLast());
  }

  @Test
  void shouldBeTheUserThatItsPodRunsAs() throws IOException {
    String user = lastStage().get("USER");
    assertThat(text("base")).contains("castellan:x:" + user + ":");
    JsonNode pod =
        Manifests.YAML
            .readTree(Tools.ROOT.resolve("k8s/components/hardened-pod/pod.yaml").toFile())
            .at("/spec/template/spec/securityContext");
    assertThat(pod.get("runAsUser").asText() + ":" + pod.get("runAsGroup").asText())
        .isEqualTo(user);
  }

  @ParameterizedTest
  @CsvSource({
    "castellan/gateway:dev, docker.io/castellan/gateway:dev",
    "castellan/gateway, docker.io/castellan/gateway:latest",
    "gateway:dev, docker.io/library/gateway:dev",
    "registry.example/castellan/gateway:dev, registry.example/castellan/gateway:dev",
    "registry:5000/gateway, registry:5000/gateway:latest",
    "localhost/gateway:dev, localhost/gateway:dev"
  })
  void shouldCallAnImageAsNodesDo(String given, String whole) {
    assertThat(Tools.run(List.of(IMAGES.resolve("name").toString(), given)))
        .isEqualTo(whole + "\n");
  }

  /** Where the loader is looked for: once a folder of its own, now a link into /usr. */
  @ParameterizedTest
  @CsvSource({"lib lib64 usr/lib, false", "usr/lib usr/lib64, true"})
  void shouldHaveTheLibraryWhereProgramsLookForIt(String places, boolean linked)
      throws IOException {
    ImageTest.need("dpkg-deb");
    Path stubs = Files.createDirectory(folder.resolve("stubs"));
    Files.writeString(stubs.resolve("apt-get"), APT.formatted(places));
    assertThat(stubs.resolve("apt-get").toFile().setExecutable(true)).isTrue();
    Path base = folder.resolve("base");
    Tools.run(
        List.of(
            "env",
            "PATH=" + stubs + ":" + System.getenv("PATH"),
            IMAGES.resolve("base").toString(),
            base.toString()));
    for (String each : List.of("lib", "lib64")) {
      assertThat(base.resolve(each).resolve("file")).isRegularFile();
      assertThat(Files.isSymbolicLink(base.resolve(each))).isEqualTo(linked);
    }
  }

  /** Instructions of the stage that becomes the image; the last of each. */
  private static Map<String, String> lastStage() throws IOException {
    String dockerfile = text("Dockerfile");
    return dockerfile
        .substring(dockerfile.lastIndexOf("\nFROM ") + 1)
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(it -> it[0], it -> it[1], (first, last) -> last));
  }

  private static JsonNode config() throws IOException {
    Matcher config = CONFIG.matcher(text("oci"));
    assertThat(config.find()).isTrue();
    return new ObjectMapper().readTree(config.group(1).replace("[$diff_ids]", "[]")).get("config");
  }

  private static String training(String file) throws IOException {
    List<MatchResult> runs = TRAINING.matcher(text(file)).results().toList();
    assertThat(runs).as(file).hasSize(1);
    return runs.getFirst().group(1);
  }

  /** With each instruction in one line. */
  private static String text(String file) throws IOException {
    return Files.readString(IMAGES.resolve(file)).replaceAll("\\s*\\\\\n\\s*", " ");
  }

  /** Variables have other names on the other side. */
  private static String plain(String value) {
    return value.replace("${whole##*:}", "$version").toLowerCase(Locale.ROOT);
  }
}
