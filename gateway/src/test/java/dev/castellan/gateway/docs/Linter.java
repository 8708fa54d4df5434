package dev.castellan.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Redocly's linter for OpenAPI, in a fixed version, fetched once by npm into the user's cache
 * folder. Where that is not possible the check is skipped; not so where {@code CI} is set.
 */
final class Linter {

  private static final String PACKAGE = "@redocly/cli@2.77.0";

  private record Run(int code, String output) {}

  private Linter() {}

  /** Fails with all that the linter calls an error. */
  static void check(Path document, Path rules) throws IOException, InterruptedException {
    Path folder =
        Path.of(System.getProperty("user.home"), ".cache/castellan", PACKAGE.replace('/', '+'));
    Path linter = folder.resolve("node_modules/.bin/redocly");
    if (!Files.isExecutable(linter)) {
      Files.createDirectories(folder);
      run(List.of("npm", "install", "--silent", "--prefix", folder.toString(), PACKAGE));
    }
    if (!Files.isExecutable(linter)) {
      assertThat(Boolean.parseBoolean(System.getenv("CI"))).as("npm gave us %s", PACKAGE).isFalse();
      throw new TestAbortedException("Not checked: npm did not give us " + PACKAGE);
    }
    Run lint =
        run(List.of(linter.toString(), "lint", "--config", rules.toString(), document.toString()));
    assertThat(lint.code()).as(lint.output()).isZero();
  }

  private static Run run(List<String> command) throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // Says nothing to anybody about us.
      builder.environment().put("REDOCLY_TELEMETRY", "off");
      builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return new Run(process.exitValue(), output);
    } catch (IOException e) {
      // There is no such program.
      return new Run(1, e.getMessage());
    }
  }
}
