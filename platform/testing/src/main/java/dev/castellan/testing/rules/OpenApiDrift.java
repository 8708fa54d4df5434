package dev.castellan.testing.rules;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.castellan.testing.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds the committed API description of a service to what the running service says of itself, so
 * that a change of the API shows in review.
 */
public final class OpenApiDrift {

  /** Set to {@code true} to write the committed description instead of checking it. */
  private static final String UPDATE = "contracts.update";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

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
    String known = Files.exists(committed) ? settled(Files.readString(committed)) : "";
    String said = settled(actual);
    if (known.equals(said)) {
      return;
    }
    if (update) {
      Files.createDirectories(folder);
      Files.writeString(committed, said);
    } else {
      throw new AssertionError(
          "docs/openapi/%s.yaml is not what the service says of itself; %s.%nIf the change is meant, run:%n  %s"
              .formatted(service, firstDifference(known, said), command(service)));
    }
  }

  /** In an order of its own: the generator's differs from build to build. */
  private static String settled(String yaml) throws IOException {
    return YAML.writeValueAsString(sorted(YAML.readValue(yaml, Object.class)));
  }

  private static Object sorted(Object node) {
    if (node instanceof Map<?, ?> members) {
      Map<String, Object> sorted = new TreeMap<>();
      members.forEach((name, member) -> sorted.put(name.toString(), sorted(member)));
      return sorted;
    }
    if (node instanceof List<?> items) {
      Stream<Object> sorted = items.stream().map(OpenApiDrift::sorted);
      boolean names = items.stream().allMatch(String.class::isInstance);
      return (names ? sorted.sorted() : sorted).toList();
    }
    return node;
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
