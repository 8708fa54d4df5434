package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code castellan.process.executions}: how long executions took, from being accepted to their end,
 * by how they ended. There from the start, at zero: the first failure is to be seen as a rise.
 */
@Startup
@ApplicationScoped
class ExecutionTimes {

  private final Map<ExecutionStatus, Timer> timers = new EnumMap<>(ExecutionStatus.class);

  ExecutionTimes(MeterRegistry metrics) {
    Arrays.stream(ExecutionStatus.values())
        .filter(status -> status.terminal() && status != ExecutionStatus.SKIPPED)
        .forEach(
            status ->
                timers.put(
                    status,
                    metrics.timer("castellan.process.executions", "status", status.word())));
  }

  void ended(Execution execution) {
    timers
        .get(execution.status())
        .record(Duration.between(execution.order().acceptedAt(), execution.finishedAt()));
  }
}
