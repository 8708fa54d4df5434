package dev.castellan.gateway.edge;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A certificate that nobody else trusts, given as an operator would give a real one. */
public final class OwnCertificate implements QuarkusTestResourceLifecycleManager {

  private Path folder;

  @Override
  public Map<String, String> start() {
    String password = UUID.randomUUID().toString();
    try {
      folder = Files.createTempDirectory("certificate");
      Path store = folder.resolve("own.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-alias",
                  "own",
                  "-dname",
                  "CN=localhost",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  password)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(folder.resolve("keytool.log").toFile())
              .start();
      if (!keytool.waitFor(3, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
      }
      return Map.of(
          "quarkus.http.ssl.certificate.key-store-file",
          store.toString(),
          "quarkus.http.ssl.certificate.key-store-password",
          password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
