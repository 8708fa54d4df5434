package dev.castellan.process.execution;

import dev.castellan.web.failure.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run would do.
 *
 * @param enable state of the process in which it starts
 * @param errors what is wrong with the inputs; when there is anything, nothing runs
 */
record Plan(int enable, List<StepPlan> steps, List<FieldError> errors) {

  /** The same with its steps in another form. */
  Plan with(List<StepPlan> others) {
    return new Plan(enable, others, errors);
  }

  boolean valid() {
    return errors.isEmpty();
  }

  /** Everything that is wrong, in one line. */
  String describeErrors() {
    return errors.stream()
        .map(each -> each.field() + " " + each.message())
        .collect(Collectors.joining("; "));
  }
}
