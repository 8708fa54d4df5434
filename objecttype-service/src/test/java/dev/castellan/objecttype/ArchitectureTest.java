package dev.castellan.objecttype;

import dev.castellan.testing.rules.ServiceRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepTheRulesOfTheSuite() {
    ServiceRules.check("dev.castellan.objecttype", Path.of("src/main/java"));
  }

  @Test
  void shouldAnswerEveryRouteThatTheTableSendsHere() {
    ServiceRules.checkEveryRouteIsAnswered("dev.castellan.objecttype");
  }
}
