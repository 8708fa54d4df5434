package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.process.smartobjects.ActionName;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.secret.SecretArguments;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Makes views; sources go by their present names. */
@ApplicationScoped
class ExecutionViews {

  private final Catalogue catalogue;

  ExecutionViews(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  ExecutionView view(Execution execution) {
    Order order = execution.order();
    return new ExecutionView(
        order.id(),
        order.processId(),
        order.mode(),
        execution.status(),
        execution.finished() ? execution.enableAfter() : execution.enableBefore(),
        execution.cancelRequested(),
        execution.failure(),
        execution.steps().stream().map(this::view).toList(),
        SecretArguments.mask(order.inputs()),
        order.caller(),
        order.acceptedAt(),
        execution.startedAt(),
        execution.finishedAt());
  }

  PlanView view(Plan plan) {
    return new PlanView(true, plan.enable(), plan.steps().stream().map(this::planned).toList());
  }

  private StepView view(Step step) {
    StepPlan plan = step.plan();
    boolean failed = step.failure() != null && step.status() != ExecutionStatus.SUCCEEDED;
    return new StepView(
        new ActionName(plan.action(), plan.name()),
        catalogue.describe(plan.source()),
        step.status(),
        step.result(),
        failed ? step.failure() : null,
        shown(plan),
        step.attempt(),
        step.earlier(),
        plan.compensates(),
        step.startedAt(),
        step.finishedAt());
  }

  private Map<String, Object> shown(StepPlan plan) {
    return SecretArguments.mask(plan.arguments(), catalogue.secrets(plan.source(), plan.action()));
  }

  private PlanView.PlannedStep planned(StepPlan plan) {
    Failure missing =
        catalogue.locate(plan.source()).isPresent()
            ? null
            : new Failure(
                ErrorCode.SMARTOBJECT_NOT_FOUND.code(), ErrorCode.SMARTOBJECT_NOT_FOUND.title());
    return new PlanView.PlannedStep(
        new ActionName(plan.action(), plan.name()),
        catalogue.describe(plan.source()),
        shown(plan),
        missing);
  }
}
