package dev.castellan.element;

import dev.castellan.testing.rules.ServiceRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepTheRulesOfTheSuite() {
    ServiceRules.check("dev.castellan.element", Path.of("src/main/java"));
  }
}
