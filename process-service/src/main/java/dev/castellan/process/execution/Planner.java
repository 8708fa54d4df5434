package dev.castellan.process.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.process.definition.ActionDefinition;
import dev.castellan.process.definition.ActionDefinition.Compensation;
import dev.castellan.process.definition.ActionDefinition.OnError;
import dev.castellan.process.definition.InputDefinition;
import dev.castellan.process.definition.ProcessDefinition;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.template.Placeholders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the steps of a run out of a definition, the state it starts in and the inputs given. */
@ApplicationScoped
class Planner {

  /** Of all steps, with placeholders replaced; a command of all of it still fits an event. */
  private static final int LONGEST_ARGUMENTS = 100_000;

  private static final String TOO_LONG =
      "all arguments together are longer than " + LONGEST_ARGUMENTS + " characters";

  private final Catalogue catalogue;
  private final ExecutionConfig config;

  Planner(Catalogue catalogue, ExecutionConfig config) {
    this.catalogue = catalogue;
    this.config = config;
  }

  /**
   * @param state {@code enable} of the process at the start
   * @param inputs as the caller gave them; undeclared ones are ignored
   */
  Plan plan(ProcessDefinition process, int state, Map<String, Object> inputs) {
    List<FieldError> errors = new ArrayList<>();
    Placeholders placeholders = new Placeholders(read(process, state, inputs, errors));
    if (!errors.isEmpty()) {
      // Arguments that stand on wrong inputs would only repeat them.
      return new Plan(state, List.of(), errors);
    }
    List<StepPlan> steps = new ArrayList<>();
    int room = LONGEST_ARGUMENTS;
    for (int i = 0; i < process.actions().size(); i++) {
      ActionDefinition action = process.actions().get(i);
      if (process.takesPart(action.enable(), state)) {
        steps.add(step(action, "actions[" + i + "]", placeholders, errors));
        room -= filled(steps.get(steps.size() - 1));
        if (room < 0) {
          // Each is stored with the run and written anew with every result.
          errors.add(new FieldError("actions[" + i + "].arguments", TOO_LONG));
          return new Plan(state, List.of(), errors);
        }
      }
    }
    return new Plan(state, steps, errors);
  }

  private static int filled(StepPlan step) {
    return JsonLength.of(step.arguments())
        + (step.compensation() == null ? 0 : JsonLength.of(step.compensation().arguments()));
  }

  private static Map<String, Object> read(
      ProcessDefinition process, int state, Map<String, Object> inputs, List<FieldError> errors) {
    Map<String, Object> values = new HashMap<>();
    for (InputDefinition input : process.inputs()) {
      if (!process.takesPart(input.enable(), state)) {
        continue;
      }
      String field = "inputs." + input.reference();
      Object given = inputs.get(input.reference());
      if (given == null) {
        errors.add(new FieldError(field, "is required"));
      } else {
        input
            .type()
            .read(given)
            .ifPresentOrElse(
                value -> values.put(input.reference(), value),
                () -> errors.add(new FieldError(field, input.type().expectation())));
      }
    }
    return values;
  }

  private StepPlan step(
      ActionDefinition action, String field, Placeholders placeholders, List<FieldError> errors) {
    Target source = action.source();
    boolean goesOn = action.onError() == OnError.CONTINUE;
    Map<String, Object> filled = placeholders.fill(action.arguments());
    Map<String, Object> arguments =
        arguments(source, action.action(), filled, field, goesOn ? new ArrayList<>() : errors);
    Compensation undo = action.compensation();
    if (undo != null) {
      String undoField = field + ".compensation";
      Map<String, Object> undoing = placeholders.fill(undo.arguments());
      undo =
          new Compensation(
              undo.action(), arguments(source, undo.action(), undoing, undoField, errors));
    }
    return new StepPlan(
        action.id(),
        source,
        action.action(),
        catalogue.describe(source, action.action()).name(),
        arguments,
        action.timeout() == null
            ? config.stepTimeout().toMillis()
            : (long) (action.timeout() * 1_000),
        goesOn,
        action.retry(),
        undo,
        null);
  }

  /**
   * Arguments in the types that the manifest declares; what it does not declare goes as it is. Of
   * an object or a module that is not known nothing can be said before its step. A step whose
   * failure the run passes over fails by itself.
   */
  private Map<String, Object> arguments(
      Target source,
      String action,
      Map<String, Object> arguments,
      String field,
      List<FieldError> errors) {
    Optional<ModuleState.Action> declared = catalogue.action(source, action);
    if (declared.isEmpty() && catalogue.lacks(source, action)) {
      errors.add(new FieldError(field + ".action", "is not an action of this smartobject"));
    }
    List<ModuleState.Parameter> parameters =
        declared.map(ModuleState.Action::settings).orElse(List.of());
    Map<String, Object> typed = new LinkedHashMap<>(arguments);
    for (ModuleState.Parameter parameter : parameters) {
      Object value = arguments.get(parameter.id());
      String name = field + ".arguments." + parameter.id();
      if (value != null) {
        ArgumentType.read(parameter, value, message -> errors.add(new FieldError(name, message)))
            .ifPresent(read -> typed.put(parameter.id(), read));
      } else if (parameter.defaultValue() == null) {
        errors.add(new FieldError(name, "is required"));
      }
    }
    return typed;
  }
}
