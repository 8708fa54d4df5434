package dev.castellan.widget;

import dev.castellan.testing.rules.ServiceRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepTheRulesOfTheSuite() {
    ServiceRules.check("dev.castellan.widget", Path.of("src/main/java"));
  }

  @Test
  void shouldAnswerEveryRoute() {
    ServiceRules.checkEveryRouteIsAnswered("dev.castellan.widget");
  }
}
