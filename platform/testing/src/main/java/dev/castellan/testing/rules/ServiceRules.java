package dev.castellan.testing.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.castellan.contracts.routes.RouteTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The architecture rules of a service, in one call: {@code
 * ServiceRules.check("dev.castellan.widget", Path.of("src/main/java"))}.
 */
public final class ServiceRules {

  private ServiceRules() {}

  /**
   * Checks the main code of a service against every rule and reports all that it breaks.
   *
   * @param base package of the service
   * @param sources its {@code src/main/java}
   * @param exemptions from the size limits, each with its reason
   * @throws AssertionError naming every violation and why the rule exists
   */
  public static void check(String base, Path sources, SizeExemption... exemptions) {
    JavaClasses classes = mainClassesOf(base);
    List<String> broken = new ArrayList<>();
    rulesFor(base, RouteTable.load()).forEach(rule -> evaluate(rule, classes, broken));
    LayerRules.outboxIsMissing().ifPresent(broken::add);
    broken.addAll(SourceRules.violations(sources, exemptions));
    report(broken);
  }

  /**
   * Checks that a service which claims to be complete answers every row that the route table sends
   * to it.
   */
  public static void checkEveryRouteIsAnswered(String base) {
    report(RouteRules.unanswered(mainClassesOf(base), RouteTable.load(), base));
  }

  /** Checks the rules that need sources alone, for modules that are not services. */
  public static void checkSources(Path sources, SizeExemption... exemptions) {
    report(SourceRules.violations(sources, exemptions));
  }

  static List<ArchRule> rulesFor(String base, RouteTable routes) {
    return Stream.of(
            LayerRules.resourcesLeaveDataAlone(),
            LayerRules.resourcesHideEntities(),
            RouteRules.resourceMethodsHaveARow(routes, base),
            RouteRules.postsAreIdempotent(base),
            LayerRules.onlyEventsAppendToTheOutbox(),
            LayerRules.nobodySendsPastTheOutbox(),
            LayerRules.transactionsStartInServices(),
            LayerRules.classesWithTransactionsAreServices(),
            PackageRules.servicesKnowEachOtherByContractsAlone(base),
            LayerRules.consumersReceive(),
            PackageRules.packagesAreNamedAfterFeatures(),
            LayerRules.injectionIsByConstructor())
        .toList();
  }

  static JavaClasses mainClassesOf(String base) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(base);
    if (classes.isEmpty()) {
      // Every rule holds for nothing at all; that must not look like success.
      throw new AssertionError("no classes found in " + base);
    }
    return classes;
  }

  private static void evaluate(ArchRule rule, JavaClasses classes, List<String> broken) {
    EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
    if (result.hasViolation()) {
      broken.add(result.getFailureReport().toString());
    }
  }

  private static void report(List<String> broken) {
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), broken));
    }
  }
}
