package dev.castellan.testing.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resource methods and rows of the route table belong together. They are compared by shape: {@code
 * GET /widgets/{id}} and {@code GET /widgets/:idWidget} are both {@code GET /widgets/:}.
 */
final class RouteRules {

  private static final String JAX_RS = "jakarta.ws.rs.";
  private static final String IDEMPOTENT = "dev.castellan.messaging.idempotency.Idempotent";
  private static final String UNREPEATABLE = "dev.castellan.messaging.idempotency.Unrepeatable";
  private static final Set<String> VERBS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private RouteRules() {}

  static ArchRule resourceMethodsHaveARow(RouteTable table, String base) {
    Set<String> rows = rowsOf(table, base).map(RouteRules::shape).collect(Collectors.toSet());
    return methods()
        .that(DescribedPredicate.describe("answer requests", each -> verb(each).isPresent()))
        .should(
            new ArchCondition<JavaMethod>("have a row in the route table") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                String shape = shape(method);
                if (!rows.contains(shape)) {
                  events.add(
                      SimpleConditionEvent.violated(
                          method, method.getFullName() + " answers " + shape + ", no such row"));
                }
              }
            })
        .as("every resource method has a row of its service in the route table")
        .because("a path without a row is refused: nobody has said who may call it");
  }

  /** Every service but the gateway, whose POSTs are about identities. */
  static ArchRule postsAreIdempotent(String base) {
    return methods()
        .that()
        .areAnnotatedWith(JAX_RS + "POST")
        .and(DescribedPredicate.describe("take keys", each -> !base.endsWith(".gateway")))
        .should()
        .beAnnotatedWith(IDEMPOTENT)
        .orShould()
        .beAnnotatedWith(UNREPEATABLE)
        .as("every POST is @Idempotent, or says that it is @Unrepeatable")
        .because("a client whose connection broke must be able to ask again");
  }

  /** Rows of the service that none of its resource methods answers. */
  static List<String> unanswered(JavaClasses classes, RouteTable table, String base) {
    Set<String> answered =
        classes.stream()
            .map(JavaClass::getMethods)
            .flatMap(Set::stream)
            .filter(method -> verb(method).isPresent())
            .map(RouteRules::shape)
            .collect(Collectors.toSet());
    return rowsOf(table, base)
        .filter(row -> !answered.contains(shape(row)))
        .map(row -> "nothing in " + base + " answers " + row.key())
        .toList();
  }

  private static Stream<Route> rowsOf(RouteTable table, String base) {
    String name = base.substring(base.lastIndexOf('.') + 1);
    String service = name.equals("gateway") ? name : name + "-service";
    return table.routes().stream().filter(route -> route.service().equals(service));
  }

  private static Optional<String> verb(JavaMethod method) {
    return method.getAnnotations().stream()
        .map(JavaAnnotation::getRawType)
        .filter(type -> type.getPackageName().concat(".").equals(JAX_RS))
        .map(JavaClass::getSimpleName)
        .filter(VERBS::contains)
        .findFirst();
  }

  private static String shape(JavaMethod method) {
    return verb(method).orElseThrow() + shape(pathOf(method.getOwner()) + "/" + pathOf(method));
  }

  private static String shape(Route route) {
    return route.method() + shape(route.template().replaceAll(":[^/]+", "{}"));
  }

  private static String pathOf(CanBeAnnotated annotated) {
    String path = JAX_RS + "Path";
    return annotated.isAnnotatedWith(path)
        ? annotationOf(annotated, path).get("value").orElse("").toString()
        : "";
  }

  private static JavaAnnotation<?> annotationOf(CanBeAnnotated annotated, String name) {
    return annotated instanceof JavaClass type
        ? type.getAnnotationOfType(name)
        : ((JavaMethod) annotated).getAnnotationOfType(name);
  }

  /** A segment with anything in braces, whatever the expression in them, is a variable. */
  private static String shape(String template) {
    StringBuilder shape = new StringBuilder(" ");
    StringBuilder segment = new StringBuilder();
    int depth = 0;
    for (char c : (template + "/").toCharArray()) {
      if (c == '/' && depth == 0) {
        if (!segment.isEmpty()) {
          shape.append('/').append(segment.indexOf("{") >= 0 ? ":" : segment);
        }
        segment.setLength(0);
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        segment.append(c);
      }
    }
    return shape.length() == 1 ? " /" : shape.toString();
  }
}
