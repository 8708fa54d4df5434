package dev.castellan.gateway;

import dev.castellan.testing.rules.ServiceRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepTheRulesOfTheSuite() {
    ServiceRules.check("dev.castellan.gateway", Path.of("src/main/java"));
  }

  @Test
  void shouldAnswerEveryRouteThatIsItsOwn() {
    ServiceRules.checkEveryRouteIsAnswered("dev.castellan.gateway");
  }
}
