package dev.castellan.process.execution;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.process.smartobjects.ActionName;
import dev.castellan.process.smartobjects.SourceView;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened in an execution, as a watching client reads it. What does not apply is
 * left out.
 *
 * @param name kind of event: {@code accepted}, {@code started}, {@code step-started}, {@code
 *     step-retrying}, {@code step-ended} or {@code ended}
 * @param step index of the step in {@code results} of the execution
 * @param attempt which attempt of the step, from 1
 * @param status of the step, or of the execution where no step is meant
 * @param data what the driver answered
 * @param enable state of the process: at {@code started} before, at {@code ended} after the run
 * @param at when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryEvent(
    @JsonIgnore String name,
    UUID executionId,
    Integer step,
    Integer attempt,
    ActionName action,
    SourceView source,
    ExecutionStatus status,
    Map<String, Object> data,
    Failure error,
    Integer enable,
    Instant at) {}
