package dev.castellan.process.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.contracts.Failure;
import dev.castellan.process.smartobjects.ActionName;
import dev.castellan.process.smartobjects.SourceView;
import java.util.List;
import java.util.Map;

/**
 * Answer to a dry run.
 *
 * @param enable state in which it would start
 * @param steps what would be done, in order
 */
record PlanView(boolean dryRun, int enable, List<PlannedStep> steps) {

  /**
   * @param error what would go wrong at once; left out when nothing is known
   */
  record PlannedStep(
      ActionName action,
      SourceView source,
      Map<String, Object> arguments,
      @JsonInclude(JsonInclude.Include.NON_NULL) Failure error) {}
}
