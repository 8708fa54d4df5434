package dev.castellan.process.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.process.definition.ActionDefinition;
import dev.castellan.process.smartobjects.Target;
import java.util.Map;

/**
 * What a step is to do, settled when the run starts.
 *
 * @param actionId id of the action in the definition
 * @param name of the action, for people
 * @param arguments with placeholders replaced, secret ones sealed or masked
 * @param timeoutMillis from when on the command must not be started any more
 * @param goesOn whether a failure of this step leaves the run as it is
 * @param compensation with placeholders replaced; null for none
 * @param compensates index of the step that this one undoes; null for a step of the definition
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepPlan(
    long actionId,
    Target source,
    String action,
    String name,
    Map<String, Object> arguments,
    long timeoutMillis,
    boolean goesOn,
    ActionDefinition.Retry retry,
    ActionDefinition.Compensation compensation,
    Integer compensates) {

  /** The same with its arguments in another form: sealed or masked. */
  StepPlan with(Map<String, Object> others, ActionDefinition.Compensation undo) {
    return new StepPlan(
        actionId, source, action, name, others, timeoutMillis, goesOn, retry, undo, compensates);
  }

  /** The step that undoes this one, itself step {@code index}. */
  StepPlan undo(int index) {
    return new StepPlan(
        actionId,
        source,
        compensation.action(),
        compensation.action(),
        compensation.arguments(),
        timeoutMillis,
        true,
        null,
        null,
        index);
  }
}
