package dev.castellan.process.definition;

import dev.castellan.process.definition.ActionDefinition.OnError;
import dev.castellan.process.definition.ActionRequest.CompensationRequest;
import dev.castellan.process.definition.ActionRequest.RetryRequest;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.web.json.NamedValues;
import dev.castellan.web.json.ObjectRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.Map;

/** What is to change in an action; what is absent stays. Members as in {@link ActionRequest}. */
record ActionPatch(
    ObjectRef source,
    ObjectRef action,
    Boolean enable,
    NamedValues arguments,
    @PositiveOrZero Integer position,
    @DecimalMin("0.1") @DecimalMax("3600") BigDecimal timeout,
    @Valid RetryRequest retry,
    OnError onError,
    @Valid CompensationRequest compensation) {

  private static final ActionDefinition BLANK =
      new ActionDefinition(0, null, null, 0, Map.of(), null, null, OnError.STOP, null);

  /**
   * The action as it will be.
   *
   * @param before null for a new one
   * @param target what {@code source} means; null when it is absent
   */
  ActionDefinition applyTo(ActionDefinition before, Target target) {
    ActionDefinition old = before == null ? BLANK : before;
    return new ActionDefinition(
        old.id(),
        target == null ? old.source() : target,
        action == null ? old.action() : ActionRequest.actionId(action),
        enable == null ? old.enable() : enable ? 1 : 0,
        arguments == null ? old.arguments() : arguments.values(),
        timeout == null ? old.timeout() : (Double) timeout.doubleValue(),
        retry == null ? old.retry() : retry.policy(),
        onError == null ? old.onError() : onError,
        compensation == null ? old.compensation() : compensation.policy());
  }
}
