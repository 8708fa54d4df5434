package dev.castellan.testing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRulesTest {

  @TempDir private Path sources;

  @BeforeEach
  void explainThePackage() throws IOException {
    Files.writeString(sources.resolve("package-info.java"), "/** Lamps. */\npackage lamp;\n");
  }

  @Test
  void shouldAcceptAFileOf300LinesAndAMethodOf40() throws IOException {
    write("Lamp.java", lampWithMethodOf(40), 300);

    assertThat(SourceRules.violations(sources)).isEmpty();
  }

  @Test
  void shouldRefuseALongerFile() throws IOException {
    write("Lamp.java", lampWithMethodOf(3), 301);

    assertThat(SourceRules.violations(sources))
        .singleElement()
        .asString()
        .startsWith("Lamp.java has 301 lines, 300 are allowed");
  }

  @Test
  void shouldRefuseALongerMethodAlsoInANestedClass() throws IOException {
    write("Lamp.java", "class Lamp {\n" + lampWithMethodOf(41) + "}\n", 100);

    assertThat(SourceRules.violations(sources))
        .singleElement()
        .asString()
        .startsWith("Lamp.java#shine has 41 lines, 40 are allowed");
  }

  @Test
  void shouldAcceptALongerMethodThatIsExempt() throws IOException {
    write("Lamp.java", lampWithMethodOf(50), 100);

    assertThat(SourceRules.violations(sources, exempt("Lamp.java#shine", 50))).isEmpty();
    assertThat(SourceRules.violations(sources, exempt("Lamp.java#shine", 49)))
        .singleElement()
        .asString()
        .startsWith("Lamp.java#shine has 50 lines, 49 are allowed");
  }

  @Test
  void shouldRefuseAnExemptionThatIsNoLongerNeeded() throws IOException {
    write("Lamp.java", lampWithMethodOf(3), 100);

    assertThat(SourceRules.violations(sources, exempt("Lamp.java", 400)))
        .containsExactly("exemption of Lamp.java is no longer needed");
  }

  @Test
  void shouldRefuseAnExemptionWithoutAReason() {
    assertThatThrownBy(() -> new SizeExemption("Lamp.java", 400, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseAPackageThatDoesNotExplainItself() throws IOException {
    Files.delete(sources.resolve("package-info.java"));
    write("Lamp.java", lampWithMethodOf(3), 10);

    assertThat(SourceRules.violations(sources))
        .containsExactly(sources + " has no package-info saying what it is for");
  }

  @Test
  void shouldNotTakeAnEmptyFolderForASoundOne() throws IOException {
    Files.delete(sources.resolve("package-info.java"));

    assertThat(SourceRules.violations(sources)).containsExactly("no sources found in " + sources);
  }

  private static SizeExemption exempt(String subject, int lines) {
    return new SizeExemption(subject, lines, "the table is read as one");
  }

  /** Its Javadoc does not count. */
  private static String lampWithMethodOf(int lines) {
    return "class Bulb {\n  /**\n   * Shines.\n   */\n  @Deprecated\n  void shine() {\n"
        + "    int a;\n".repeat(lines - 3)
        + "  }\n}\n";
  }

  private void write(String name, String text, int lines) throws IOException {
    long missing = lines - text.lines().count();
    Files.writeString(sources.resolve(name), text + "//\n".repeat((int) missing));
  }
}
