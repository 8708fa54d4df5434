package dev.castellan.contracts;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the published contracts lie, and the one switch that rewrites them. */
final class ContractFiles {

  static final String REFRESH = "./mvnw -pl platform/contracts test -Dcontracts.update=true";

  /** As services read and write events: ISO dates, unknown members ignored. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Path ROOT = root();
  private static final Path MODULE = ROOT.resolve("platform/contracts");

  static final Path SCHEMAS = MODULE.resolve("src/main/resources/contracts");
  static final Path GOLDEN = MODULE.resolve("src/test/resources/golden");
  static final Path ASYNC_API = ROOT.resolve("docs/asyncapi.yaml");

  private ContractFiles() {}

  static Path schemaOf(Class<?> event) {
    String producer = event.getPackageName().replaceFirst(".*\\.", "");
    return SCHEMAS.resolve(producer).resolve(nameOf(event) + ".schema.json");
  }

  static Path goldenOf(Class<?> event) {
    return GOLDEN.resolve(nameOf(event) + ".json");
  }

  /** {@code action-requested.v1} for ActionRequested. */
  static String nameOf(Class<?> event) {
    String version = EventTypes.typeOf(event).replaceFirst(".*\\.", "");
    return event.getSimpleName().replaceAll("(?<=.)(?=\\p{Upper})", "-").toLowerCase(Locale.ROOT)
        + "."
        + version;
  }

  /** Fails when the committed file is not what the records make, or rewrites it when told to. */
  static void settle(Path file, String fresh) {
    if (Boolean.getBoolean("contracts.update")) {
      write(file, fresh);
    } else if (!Files.exists(file)) {
      fail("%s is missing. Write it with: %s", ROOT.relativize(file), REFRESH);
    } else {
      firstDifference(text(file).lines().toList(), fresh.lines().toList())
          .ifPresent(
              difference ->
                  fail(
                      "%s is out of date: %s. Refresh it with: %s",
                      ROOT.relativize(file), difference, REFRESH));
    }
  }

  private static Optional<String> firstDifference(List<String> committed, List<String> fresh) {
    int line = 0;
    while (line < committed.size()
        && line < fresh.size()
        && committed.get(line).equals(fresh.get(line))) {
      line++;
    }
    return line == committed.size() && line == fresh.size()
        ? Optional.empty()
        : Optional.of(
            "line %d is <%s> and should be <%s>"
                .formatted(line + 1, at(committed, line), at(fresh, line)));
  }

  private static String at(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return fail("%s is missing", ROOT.relativize(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    try {
      return JSON.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Every file below a folder; none when there is no such folder. */
  static List<Path> filesIn(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The build says where the project begins; an IDE starts somewhere inside it. */
  private static Path root() {
    String told = System.getProperty("castellan.root");
    Path folder = Path.of(told == null ? "" : told).toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("platform/contracts/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
