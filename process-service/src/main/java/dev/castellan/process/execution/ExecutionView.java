package dev.castellan.process.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.process.definition.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An execution as clients read it.
 *
 * @param enable state of the process after the run; before its end, the state it started in
 * @param error why it did not succeed; left out otherwise
 */
record ExecutionView(
    UUID executionId,
    long process,
    Mode mode,
    ExecutionStatus status,
    Integer enable,
    boolean cancelRequested,
    @JsonInclude(JsonInclude.Include.NON_NULL) Failure error,
    List<StepView> results,
    Map<String, Object> inputs,
    Caller caller,
    Instant acceptedAt,
    Instant startedAt,
    Instant finishedAt) {}
