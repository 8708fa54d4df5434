package dev.castellan.testing.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a resource class is, and what its signatures reach. */
final class Resources {

  static final DescribedPredicate<JavaClass> ARE_RESOURCES =
      DescribedPredicate.describe(
          "are resources", type -> type.isAnnotatedWith("jakarta.ws.rs.Path"));

  static final ArchCondition<JavaMethod> HAVE_NO_ENTITY_IN_THEIR_SIGNATURE =
      new ArchCondition<>("have no entity in their signature") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          entityIn(method)
              .ifPresent(
                  entity ->
                      events.add(
                          SimpleConditionEvent.violated(
                              method,
                              method.getFullName() + " reaches entity " + entity.getName())));
        }
      };

  private Resources() {}

  private static Optional<JavaClass> entityIn(JavaMethod method) {
    Set<JavaClass> reached = new HashSet<>();
    Stream.concat(
            Stream.of(method.getReturnType()),
            method.getParameters().stream().map(JavaParameter::getType))
        .forEach(type -> reach(type, reached));
    return reached.stream().filter(Resources::isEntity).findFirst();
  }

  /** A record that holds an entity shows it as well as one that is returned itself. */
  private static void reach(JavaType type, Set<JavaClass> reached) {
    for (JavaClass each : type.getAllInvolvedRawTypes()) {
      if (reached.add(each) && each.isRecord()) {
        each.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .map(JavaField::getType)
            .forEach(component -> reach(component, reached));
      }
    }
  }

  private static boolean isEntity(JavaClass type) {
    return type.isAnnotatedWith("jakarta.persistence.Entity")
        || type.isAnnotatedWith("jakarta.persistence.Embeddable")
        || type.isAnnotatedWith("jakarta.persistence.MappedSuperclass");
  }
}
