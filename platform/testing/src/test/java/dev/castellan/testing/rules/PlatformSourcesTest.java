package dev.castellan.testing.rules;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules that are no services keep the rules about sources too. */
class PlatformSourcesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "platform/contracts",
        "platform/web",
        "platform/messaging",
        "platform/testing",
        "launcher"
      })
  void shouldBeCutIntoSmallFilesInPackagesThatExplainThemselves(String module) {
    Path root = Path.of(System.getProperty("castellan.root", "../.."));

    ServiceRules.checkSources(root.resolve(module).resolve("src/main/java"));
  }
}
