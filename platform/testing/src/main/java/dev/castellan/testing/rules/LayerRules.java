package dev.castellan.testing.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which class of a feature may do what; the last word of its name says what it is. */
final class LayerRules {

  private static final String OUTBOX = "dev.castellan.messaging.outbox.Outbox";
  private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

  /** The second one is where the compiler puts two of the first. */
  private static final Set<String> INCOMING = Set.of("Incoming", "Incomings");

  private static final Pattern STARTS_TRANSACTIONS =
      Pattern.compile(".*(Service|Handler|Engine)|Outbox|Inbox");
  private static final Pattern SENDS =
      Pattern.compile(
          "org\\.eclipse\\.microprofile\\.reactive\\.messaging\\.(Emitter|Outgoing|Channel)"
              + "|io\\.smallrye\\.reactive\\.messaging\\.MutinyEmitter"
              + "|org\\.apache\\.kafka\\.clients\\.producer\\..*");
  private static final Pattern INJECTS =
      Pattern.compile(
          "jakarta\\.inject\\.Inject"
              + "|org\\.eclipse\\.microprofile\\.config\\.inject\\.ConfigProperty"
              + "|jakarta\\.persistence\\.PersistenceContext");

  private LayerRules() {}

  static ArchRule resourcesLeaveDataAlone() {
    return noClasses()
        .that(Resources.ARE_RESOURCES)
        .should()
        .dependOnClassesThat(
            simpleNameEndingWith("Repository")
                .or(
                    resideInAnyPackage(
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "io.quarkus.hibernate..",
                        "io.agroal..",
                        "java.sql..",
                        "javax.sql..")))
        .as("resources do not touch repositories or the entity manager")
        .because("the transaction and the rights of a use case live in its service");
  }

  static ArchRule resourcesHideEntities() {
    return methods()
        .that()
        .areDeclaredInClassesThat(Resources.ARE_RESOURCES)
        .should(Resources.HAVE_NO_ENTITY_IN_THEIR_SIGNATURE)
        .as("no entity stands in a signature of a resource")
        .because("a column must be free to change without changing the API");
  }

  static ArchRule onlyEventsAppendToTheOutbox() {
    return noClasses()
        .that(not(named("are events classes", Pattern.compile(".*Events"))))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "the target is Outbox.append*", LayerRules::appendsToTheOutbox))
        .as("only *Events classes append to the outbox")
        .because("what a service tells the others is found in one place per feature");
  }

  static ArchRule nobodySendsPastTheOutbox() {
    return noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "send to Kafka themselves", type -> SENDS.matcher(type.getName()).matches()))
        .as("nothing sends to Kafka but the outbox")
        .because("an event that is not in the transaction is lost by a crash, or told too early");
  }

  static ArchRule transactionsStartInServices() {
    return methods()
        .that()
        .areAnnotatedWith(TRANSACTIONAL)
        .should()
        .beDeclaredInClassesThat(mayStartTransactions())
        .as("@Transactional methods are those of *Service, *Handler, *Engine, Outbox and Inbox")
        .because("who reads a use case must see where its transaction starts and ends");
  }

  static ArchRule classesWithTransactionsAreServices() {
    return classes()
        .that()
        .areAnnotatedWith(TRANSACTIONAL)
        .should(ArchCondition.from(mayStartTransactions()))
        .as("@Transactional classes are *Service, *Handler, *Engine, Outbox and Inbox")
        .because("who reads a use case must see where its transaction starts and ends");
  }

  static ArchRule consumersReceive() {
    return methods()
        .that()
        .areAnnotatedWith(
            DescribedPredicate.describe(
                "@Incoming",
                annotation -> INCOMING.contains(annotation.getRawType().getSimpleName())))
        .should()
        .beDeclaredInClassesThat(named("are consumers", Pattern.compile(".*Consumer")))
        .as("@Incoming methods are those of *Consumer")
        .because("transport is kept apart from handling, which tests call without a broker");
  }

  static ArchRule injectionIsByConstructor() {
    return noFields()
        .should()
        .beAnnotatedWith(
            DescribedPredicate.describe(
                "an injection annotation",
                annotation -> INJECTS.matcher(annotation.getRawType().getName()).matches()))
        .as("nothing is injected into fields")
        .because("a constructor says what a class needs, and a test can call it");
  }

  private static DescribedPredicate<JavaClass> mayStartTransactions() {
    return named("may start transactions", STARTS_TRANSACTIONS);
  }

  /** By the name of the file's class: what is nested in it belongs to it. */
  private static DescribedPredicate<JavaClass> named(String what, Pattern name) {
    return DescribedPredicate.describe(
        what, type -> name.matcher(outermost(type).getSimpleName()).matches());
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass each = type;
    while (each.getEnclosingClass().isPresent()) {
      each = each.getEnclosingClass().get();
    }
    return each;
  }

  /** Complaint, if any, about the class that the rules on the outbox look for. */
  static Optional<String> outboxIsMissing() {
    try {
      Class<?> outbox = Class.forName(OUTBOX, false, LayerRules.class.getClassLoader());
      return Arrays.stream(outbox.getMethods()).anyMatch(each -> isAppend(each.getName()))
          ? Optional.empty()
          : Optional.of(OUTBOX + " has no append method: the rules on it hold for nothing");
    } catch (ClassNotFoundException e) {
      return Optional.of(OUTBOX + " is not there: the rules on it hold for nothing");
    }
  }

  private static boolean isAppend(String method) {
    return method.startsWith("append");
  }

  private static boolean appendsToTheOutbox(JavaAccess<?> access) {
    return access.getTargetOwner().getName().equals(OUTBOX)
        && isAppend(access.getTarget().getName());
  }
}
