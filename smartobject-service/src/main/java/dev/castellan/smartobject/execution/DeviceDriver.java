package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.intake.Outage;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.web.failure.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls drivers, each for as long as it may take and no longer. */
@ApplicationScoped
class DeviceDriver {

  private final RunningDevices devices;
  private final DeviceConfig config;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DeviceDriver(RunningDevices devices, DeviceConfig config) {
    this.devices = devices;
    this.config = config;
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  /**
   * What a call came to.
   *
   * @param outcome its end; null when it is worth another attempt
   * @param pause before that attempt
   */
  record Result(ActionOutcome outcome, Duration pause) {}

  Result call(DeviceEngine.Turn turn) {
    QueuedAction action = turn.next();
    Instant deadline = deadline(action.call());
    Future<Map<String, Object>> answer = threads.submit(() -> execute(turn, deadline));
    try {
      long left = Duration.between(Instant.now(), deadline).toMillis();
      Map<String, Object> result = answer.get(Math.max(1, left), TimeUnit.MILLISECONDS);
      return new Result(
          ActionOutcome.succeeded(
              action.call(),
              action.safe(),
              result,
              action.attempts(),
              action.startedAt(),
              Instant.now()),
          null);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return end(action, ErrorCode.ACTION_TIMED_OUT, null);
    } catch (ExecutionException e) {
      return failed(turn, deadline, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      return end(action, ErrorCode.ACTION_OUTCOME_UNKNOWN, null);
    }
  }

  private Map<String, Object> execute(DeviceEngine.Turn turn, Instant deadline)
      throws DeviceException, InterruptedException {
    ActionCall call = turn.next().call();
    Device device = devices.get(call.smartobjectId(), turn.version());
    return device.execute(
        new DeviceCall(
            call.id(), call.action(), call.arguments(), turn.next().attempts(), deadline));
  }

  private Result failed(DeviceEngine.Turn turn, Instant deadline, Throwable cause) {
    QueuedAction action = turn.next();
    if (cause instanceof InterruptedException) {
      return end(action, ErrorCode.ACTION_OUTCOME_UNKNOWN, null);
    }
    if (Outage.causes(cause)) {
      // Our own database was away when the device was to be brought up: nobody has called it yet.
      return new Result(null, config.backoff());
    }
    if (!(cause instanceof DeviceException refusal)) {
      Log.errorf(cause, "Driver %s failed", turn.module());
      return end(action, ErrorCode.ACTION_FAILED, "The driver failed");
    }
    boolean idempotent = idempotent(turn);
    if (refusal.mayHaveActed() && !idempotent) {
      return end(action, ErrorCode.ACTION_OUTCOME_UNKNOWN, refusal.getMessage());
    }
    Duration pause = config.backoff().multipliedBy(1L << Math.min(action.attempts() - 1, 16));
    boolean worthwhile =
        refusal.temporary()
            && idempotent
            && action.attempts() < config.attempts()
            && Instant.now().plus(pause).isBefore(deadline);
    return worthwhile
        ? new Result(null, pause)
        : end(action, ErrorCode.ACTION_FAILED, refusal.getMessage());
  }

  private boolean idempotent(DeviceEngine.Turn turn) {
    return devices
        .manifest(turn.module())
        .flatMap(manifest -> manifest.action(turn.next().call().action()))
        .map(ModuleState.Action::idempotent)
        .orElse(false);
  }

  private Instant deadline(ActionCall call) {
    Instant longest = Instant.now().plus(config.timeout());
    return call.expiresAt() != null && call.expiresAt().isBefore(longest)
        ? call.expiresAt()
        : longest;
  }

  private static Result end(QueuedAction action, ErrorCode failure, String message) {
    return new Result(
        ActionOutcome.failed(
            action.call(),
            action.safe(),
            failure,
            message,
            action.attempts(),
            action.startedAt(),
            Instant.now()),
        null);
  }
}
