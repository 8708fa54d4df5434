package dev.castellan.testing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.castellan.contracts.routes.RouteTable;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Every rule is broken on purpose once, so that none can be switched off without notice. */
class ServiceRulesTest {

  private static final String BROKEN = "dev.castellan.testing.rules.broken.";
  private static final String SOUND = "dev.castellan.testing.rules.sound";

  private static final RouteTable ROUTES =
      RouteTable.parse(
          """
          GET  /lamps                     route A guest 30 1k read
          GET  /lamps/:id/rooms/:idRoom   route A guest 30 1k read
          PUT  /lamps/:id                 route A admin 30 1k write
          GET  /lamps/of-another-service  fan   A guest 30 1k read
          """);

  @Test
  void shouldRefuseAResourceThatTouchesData() {
    assertBroken(LayerRules.resourcesLeaveDataAlone(), "data")
        .hasMessageContainingAll("EntityManager", "FanRepository", "because the transaction");
  }

  @Test
  void shouldRefuseAnEntityInASignatureOfAResource() {
    assertBroken(LayerRules.resourcesHideEntities(), "entity")
        .hasMessageContainingAll(
            "(3 times)", "returned()", "taken(", "hiddenInARecord()", "because a column")
        .message()
        .doesNotContain("fine(");
  }

  @Test
  void shouldRefuseAResourceMethodWithoutARow() {
    assertBroken(RouteRules.resourceMethodsHaveARow(ROUTES, "dev.castellan.route"), "route")
        .hasMessageContainingAll(
            "(3 times)",
            "verbWithoutARow() answers POST /lamps,",
            "pathWithoutARow() answers DELETE /lamps/:/rooms,",
            "rowOfAnotherService() answers GET /lamps/of-another-service,",
            "because a path without a row");
  }

  @Test
  void shouldRefuseAPostThatCannotBeRepeatedExceptAboutIdentities() {
    assertBroken(RouteRules.postsAreIdempotent("dev.castellan.route"), "route")
        .hasMessageContainingAll("(1 times)", "verbWithoutARow()", "because a client");
    assertThatCode(
            () ->
                RouteRules.postsAreIdempotent("dev.castellan.gateway")
                    .allowEmptyShould(true)
                    .check(fixture("route")))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheRowsThatNothingAnswers() {
    assertThat(RouteRules.unanswered(fixture("route"), ROUTES, "dev.castellan.route"))
        .containsExactly("nothing in dev.castellan.route answers PUT /lamps/:id");
  }

  @Test
  void shouldRefuseWhoeverAppendsToTheOutboxWithoutBeingAnEventsClass() {
    assertBroken(LayerRules.onlyEventsAppendToTheOutbox(), "outbox")
        .hasMessageContainingAll(
            "(2 times)", "LampService.turnOn()", "LampService.later()", "because what a service")
        .message()
        .doesNotContain("LampEvents.switched()");
  }

  @Test
  void shouldRefuseToSendPastTheOutbox() {
    assertBroken(LayerRules.nobodySendsPastTheOutbox(), "sender")
        .hasMessageContainingAll("Emitter", "Producer", "because an event");
  }

  @Test
  void shouldRefuseATransactionOutsideOfServices() {
    assertBroken(LayerRules.transactionsStartInServices(), "transaction")
        .hasMessageContainingAll("(1 times)", "LampResource.turnOn()", "because who reads");
    assertBroken(LayerRules.classesWithTransactionsAreServices(), "transaction")
        .hasMessageContainingAll("(1 times)", "LampRepository", "because who reads");
  }

  @Test
  void shouldRefuseTheImportOfAnotherService() {
    assertBroken(
            PackageRules.servicesKnowEachOtherByContractsAlone(BROKEN + "crossing"), "crossing")
        .hasMessageContainingAll("dev.castellan.elsewhere.Fan", "because services are released");
  }

  @Test
  void shouldRefuseAMessageThatAHandlerReceivesItself() {
    assertBroken(LayerRules.consumersReceive(), "incoming")
        .hasMessageContainingAll(
            "(2 times)", "LampHandler.one(", "LampHandler.two(", "because transport");
  }

  @Test
  void shouldRefusePackagesNamedAfterNothing() {
    assertBroken(PackageRules.packagesAreNamedAfterFeatures(), "drawer")
        .hasMessageContainingAll("(5 times)", "LampDto", "LampHelper", "because such a name");
  }

  @Test
  void shouldRefuseInjectionIntoFields() {
    assertBroken(LayerRules.injectionIsByConstructor(), "injection")
        .hasMessageContainingAll("LampService.lamp", "because a constructor");
  }

  @Test
  void shouldHaveNothingAgainstASoundService() {
    RouteTable routes = RouteTable.parse("GET /lamps/:id sound A guest 30 1k read");
    List<ArchRule> rules = ServiceRules.rulesFor(SOUND, routes);
    JavaClasses classes = new ClassFileImporter().importPackages(SOUND);

    assertThat(rules).hasSize(12);
    assertThat(classes).hasSizeGreaterThan(5);
    rules.forEach(
        rule ->
            assertThatCode(() -> rule.allowEmptyShould(true).check(classes))
                .as(rule.getDescription())
                .doesNotThrowAnyException());
    assertThat(RouteRules.unanswered(classes, routes, SOUND)).isEmpty();
  }

  @Test
  void shouldNotTakeAnEmptyPackageForASoundOne() {
    assertThatThrownBy(() -> ServiceRules.check("dev.castellan.nobody", Path.of("src/main/java")))
        .isInstanceOf(AssertionError.class)
        .hasMessage("no classes found in dev.castellan.nobody");
  }

  private static AbstractThrowableAssert<?, ?> assertBroken(ArchRule rule, String fixture) {
    return assertThatThrownBy(() -> rule.check(fixture(fixture)))
        .isInstanceOf(AssertionError.class);
  }

  private static JavaClasses fixture(String name) {
    return new ClassFileImporter().importPackages(BROKEN + name);
  }
}
