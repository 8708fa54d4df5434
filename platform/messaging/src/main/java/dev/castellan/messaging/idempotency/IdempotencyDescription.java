package dev.castellan.messaging.idempotency;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Describes the header at every {@link Idempotent} method. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class IdempotencyDescription implements OASFilter {

  private static final int LONGEST = 255;

  private final Set<String> operations;

  /**
   * @param index of the application's classes
   */
  public IdempotencyDescription(IndexView index) {
    this.operations =
        index.getAnnotations(Idempotent.class).stream()
            .filter(each -> each.target().kind() == AnnotationTarget.Kind.METHOD)
            .map(each -> operationId(each.target().asMethod()))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Operation filterOperation(Operation operation) {
    return operations.contains(operation.getOperationId())
        ? operation.addParameter(header())
        : operation;
  }

  /** As the strategy {@code CLASS_METHOD} names operations. */
  private static String operationId(MethodInfo method) {
    return method.declaringClass().simpleName() + "_" + method.name();
  }

  private static Parameter header() {
    return OASFactory.createParameter()
        .name("Idempotency-Key")
        .in(Parameter.In.HEADER)
        .description(
            "Names this request for 24 hours: sent again with the same key it has no second"
                + " effect and gets the first answer, with Idempotency-Replayed: true.")
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING).maxLength(LONGEST));
  }
}
