package dev.castellan.process.definition;

import dev.castellan.process.definition.ActionDefinition.OnError;
import dev.castellan.web.json.NamedValues;
import dev.castellan.web.json.ObjectRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;

/**
 * A new action.
 *
 * @param source the smart object
 * @param action id of one of its actions
 * @param enable the state of a switch in which it runs
 * @param position from 0; absent for the end
 * @param timeout seconds
 */
record ActionRequest(
    @NotNull ObjectRef source,
    @NotNull ObjectRef action,
    Boolean enable,
    NamedValues arguments,
    @PositiveOrZero Integer position,
    @DecimalMin("0.1") @DecimalMax("3600") BigDecimal timeout,
    @Valid RetryRequest retry,
    OnError onError,
    @Valid CompensationRequest compensation) {

  /**
   * @param max attempts after the first
   * @param delay seconds before the first of them; 1 when absent
   * @param backoff factor from one delay to the next; 1 when absent
   */
  record RetryRequest(
      @NotNull @Min(0) @Max(20) Integer max,
      @DecimalMin("0") @DecimalMax("3600") BigDecimal delay,
      @DecimalMin("1") @DecimalMax("10") BigDecimal backoff) {

    ActionDefinition.Retry policy() {
      return new ActionDefinition.Retry(
          max,
          delay == null ? 1 : delay.doubleValue(),
          backoff == null ? 1 : backoff.doubleValue());
    }
  }

  /**
   * @param action id of an action of the same object
   */
  record CompensationRequest(@NotNull ObjectRef action, NamedValues arguments) {

    ActionDefinition.Compensation policy() {
      return new ActionDefinition.Compensation(
          actionId(action), arguments == null ? NamedValues.NONE.values() : arguments.values());
    }
  }

  /** The same as a change of everything. */
  ActionPatch asPatch() {
    return new ActionPatch(
        source, action, enable, arguments, position, timeout, retry, onError, compensation);
  }

  /** Actions have texts for ids; a number is read as the text it is. */
  static String actionId(ObjectRef action) {
    return action.name() != null ? action.name() : Long.toString(action.id());
  }
}
