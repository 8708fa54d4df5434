package dev.castellan.testing.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;

/** What packages are called, and which of them may know which. */
final class PackageRules {

  private static final Set<String> DRAWERS =
      Set.of("dto", "dtos", "impl", "util", "utils", "helper", "helpers", "manager", "managers");

  private static final DescribedPredicate<JavaClass> ARE_IN_A_DRAWER =
      DescribedPredicate.describe(
          "be in such a package",
          type -> Arrays.stream(type.getPackageName().split("\\.")).anyMatch(DRAWERS::contains));

  private PackageRules() {}

  static ArchRule servicesKnowEachOtherByContractsAlone(String base) {
    return noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.castellan..")
                .and(
                    resideOutsideOfPackages(
                        base + "..",
                        "dev.castellan.contracts..",
                        "dev.castellan.web..",
                        "dev.castellan.messaging..")))
        .as("no service imports the package of another")
        .because("services are released apart; what crosses between them is an event record");
  }

  static ArchRule packagesAreNamedAfterFeatures() {
    return noClasses()
        .should(ArchCondition.from(ARE_IN_A_DRAWER))
        .as("no package is named dto, impl, util, helper or manager")
        .because("such a name says nothing about what is inside, so everything ends up there");
  }
}
