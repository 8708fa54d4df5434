package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read, where two changes that are merged easily leave both of their lines. */
class DocumentsTest {

  private static final Pattern DECISION = Pattern.compile("\\(adr/(\\d{3}-[\\w-]+\\.md)\\)");

  @ParameterizedTest
  @ValueSource(
      strings = {"## 1. The suite", "## 3. Events and topics", "## 8. When something fails"})
  void shouldDescribeEachThingInOneRow(String heading) throws IOException {
    String text = Files.readString(Tools.ROOT.resolve("docs/architecture.md"));
    String section = text.substring(text.indexOf(heading) + heading.length());
    List<String> firstCells =
        section
            .substring(0, section.indexOf("\n## "))
            .lines()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.split("\\|")[1].strip())
            .filter(cell -> !cell.isEmpty())
            .toList();
    assertThat(firstCells).hasSizeGreaterThan(5).doesNotHaveDuplicates();
  }

  @Test
  void shouldDescribeEachSettingInOneRow() throws IOException {
    String text = Files.readString(Tools.ROOT.resolve("DEVELOPING.md"));
    assertThat(text.substring(text.indexOf("\n## Configuration")).lines())
        .filteredOn(line -> line.startsWith("| `"))
        .extracting(line -> line.split("\\|")[1].strip())
        .hasSizeGreaterThan(30)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldListEachDecision() throws IOException {
    List<String> listed =
        DECISION
            .matcher(Files.readString(Tools.ROOT.resolve("docs/README.md")))
            .results()
            .map(it -> it.group(1))
            .filter(it -> !it.startsWith("000-"))
            .toList();
    try (Stream<Path> files = Files.list(Tools.ROOT.resolve("docs/adr"))) {
      assertThat(files.map(it -> it.getFileName().toString()).filter(it -> !it.startsWith("000-")))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }
}
