package dev.castellan.testing.rules;

import dev.castellan.testing.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds the committed API description of a service to what the running service says of itself, so
 * that a change of the API shows in review.
 */
public final class OpenApiDrift {

  /** Set to {@code true} to write the committed description instead of checking it. */
  private static final String UPDATE = "contracts.update";

  private OpenApiDrift() {}

  /**
   * Compares, or with {@code -Dcontracts.update=true} writes, {@code docs/openapi/<service>.yaml}.
   *
   * @param service name of the process, {@code widget-service}
   * @param document where the service under test serves its description:
   *     {@code @TestHTTPResource(value = "/openapi", management = true)}
   * @throws AssertionError with the first difference and the command that updates the file
   */
  public static void check(String service, URL document) {
    try (InputStream in = document.openStream()) {
      String actual = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      compare(
          service, actual, Workplace.root().resolve("docs/openapi"), Boolean.getBoolean(UPDATE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void compare(String service, String actual, Path folder, boolean update)
      throws IOException {
    Path committed = folder.resolve(service + ".yaml");
    if (update) {
      Files.createDirectories(folder);
      Files.writeString(committed, actual);
      return;
    }
    String known = Files.exists(committed) ? Files.readString(committed) : "";
    if (!known.equals(actual)) {
      throw new AssertionError(
          "docs/openapi/%s.yaml is not what the service says of itself; %s.%nIf the change is meant, run:%n  %s"
              .formatted(service, firstDifference(known, actual), command(service)));
    }
  }

  private static String command(String service) {
    return "./mvnw test -pl %s -am -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -D%s=true"
        .formatted(service, UPDATE);
  }

  private static String firstDifference(String known, String actual) {
    List<String> before = known.lines().toList();
    List<String> after = actual.lines().toList();
    int line = 0;
    while (line < before.size()
        && line < after.size()
        && before.get(line).equals(after.get(line))) {
      line++;
    }
    return "line %d is%n  %s%nand should be%n  %s"
        .formatted(line + 1, lineOrEnd(before, line), lineOrEnd(after, line));
  }

  private static String lineOrEnd(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "(end of file)";
  }
}
