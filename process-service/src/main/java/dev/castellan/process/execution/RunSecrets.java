package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.process.definition.ActionDefinition;
import dev.castellan.process.definition.ActionDefinition.Compensation;
import dev.castellan.process.definition.Mode;
import dev.castellan.process.definition.ProcessDefinition;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.web.secret.SecretArguments;
import dev.castellan.web.template.Placeholders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Secrets of runs: arguments that a manifest calls so, and the inputs that they are made of. Rows
 * and commands hold them sealed as long as they are needed, and the mask from then on.
 */
@ApplicationScoped
class RunSecrets {

  private final Catalogue catalogue;
  private final SecretArguments secrets;

  RunSecrets(Catalogue catalogue, SecretArguments secrets) {
    this.catalogue = catalogue;
    this.secrets = secrets;
  }

  /** The inputs as the row holds them: a switch needs them once more, when it starts. */
  Map<String, Object> sealedInputs(ProcessDefinition process, UUID id, Map<String, Object> inputs) {
    Set<String> secret = feeding(process);
    return process.mode() == Mode.SWITCH
        ? secrets.seal(inputs, secret, ofInputs(id))
        : SecretArguments.mask(inputs, secret);
  }

  /**
   * The inputs of a run that is to start.
   *
   * @throws IllegalStateException when one cannot be opened
   */
  Map<String, Object> openedInputs(Order order) {
    return secrets.open(order.inputs(), ofInputs(order.id()));
  }

  /** The steps as the row holds them, and as their commands carry them. */
  List<StepPlan> sealed(UUID id, List<StepPlan> plan) {
    return plan.stream().map(step -> sealed(id, step)).toList();
  }

  private StepPlan sealed(UUID id, StepPlan step) {
    Compensation undo = step.compensation();
    return step.with(
        sealed(id, step.source(), step.action(), step.arguments()),
        undo == null
            ? null
            : new Compensation(
                undo.action(), sealed(id, step.source(), undo.action(), undo.arguments())));
  }

  private Map<String, Object> sealed(
      UUID id, Target source, String action, Map<String, Object> arguments) {
    return secrets.seal(
        arguments, catalogue.secrets(source, action), SecretArguments.ofCommand(id, action));
  }

  /** The execution with the mask in place of every secret that it needs no more. */
  static Execution settled(Execution execution) {
    if (execution.status() == ExecutionStatus.ACCEPTED) {
      return execution;
    }
    Map<String, Object> inputs = SecretArguments.mask(execution.order().inputs());
    boolean kept = inputs == execution.order().inputs();
    List<Step> steps =
        execution.steps().stream().map(step -> settled(step, execution.finished())).toList();
    return kept && steps.equals(execution.steps())
        ? execution
        : execution.with(kept ? execution.order() : execution.order().with(inputs), steps);
  }

  /** What undoes a step may be called for until the end of the run. */
  private static Step settled(Step step, boolean over) {
    if (!step.status().terminal()) {
      return step;
    }
    StepPlan plan = step.plan();
    Compensation undo = plan.compensation();
    Map<String, Object> arguments = SecretArguments.mask(plan.arguments());
    Map<String, Object> undoing =
        undo == null || !over ? null : SecretArguments.mask(undo.arguments());
    boolean same =
        arguments == plan.arguments() && (undoing == null || undoing == undo.arguments());
    return same
        ? step
        : step.with(
            plan.with(
                arguments, undoing == null ? undo : new Compensation(undo.action(), undoing)));
  }

  /** References of the inputs that are part of a secret argument. */
  private Set<String> feeding(ProcessDefinition process) {
    Set<String> inputs = new HashSet<>();
    for (ActionDefinition action : process.actions()) {
      addFeeding(action.source(), action.action(), action.arguments(), inputs);
      Compensation undo = action.compensation();
      if (undo != null) {
        addFeeding(action.source(), undo.action(), undo.arguments(), inputs);
      }
    }
    return inputs;
  }

  private void addFeeding(
      Target source, String action, Map<String, Object> arguments, Set<String> inputs) {
    catalogue
        .secrets(source, action)
        .forEach(name -> inputs.addAll(Placeholders.references(arguments.get(name))));
  }

  private static String ofInputs(UUID id) {
    return "inputs:" + id;
  }
}
