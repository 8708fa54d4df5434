package dev.castellan.smartobject;

import dev.castellan.testing.rules.ServiceRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepTheRulesOfTheSuite() {
    ServiceRules.check("dev.castellan.smartobject", Path.of("src/main/java"));
  }

  @Test
  void shouldAnswerEveryRouteOfTheTable() {
    ServiceRules.checkEveryRouteIsAnswered("dev.castellan.smartobject");
  }
}
