package dev.castellan.process.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.process.smartobjects.ActionName;
import dev.castellan.process.smartobjects.SourceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One step of an execution as clients read it.
 *
 * @param data what the driver answered, or {@code {omitted: true, message}} when the results of the
 *     run were too large to keep it; null unless succeeded
 * @param arguments after placeholders were replaced
 * @param attempts how often it was tried
 * @param earlierAttempts those before the last one; left out when there was one only
 * @param compensates index in {@code results} of the step that this one undid; left out otherwise
 */
record StepView(
    ActionName action,
    SourceView source,
    ExecutionStatus status,
    Map<String, Object> data,
    @JsonInclude(JsonInclude.Include.NON_NULL) Failure error,
    Map<String, Object> arguments,
    int attempts,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<Step.Attempt> earlierAttempts,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer compensates,
    Instant startedAt,
    Instant finishedAt) {}
