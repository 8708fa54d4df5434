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
import java.util.Optional;
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
  private final CallSecrets secrets;
  private final DeviceConfig config;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DeviceDriver(RunningDevices devices, CallSecrets secrets, DeviceConfig config) {
    this.devices = devices;
    this.secrets = secrets;
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
   * @param online whether the object was reached; null when that is not known
   */
  record Result(ActionOutcome outcome, Duration pause, Boolean online) {}

  record Up(long version, boolean online) {}

  /** The driver could not bring its object up, so that nothing can have acted. */
  private static final class NotUp extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    NotUp(DeviceException cause) {
      super(cause.getMessage());
      this.temporary = cause.temporary();
    }

    DeviceException refusal() {
      return temporary
          ? DeviceException.unreachable(getMessage())
          : DeviceException.refused(getMessage());
    }
  }

  /**
   * Brings an object up as it is configured now, or lets it go when it is gone.
   *
   * @return whether it is up, and in which version; empty when that is not known
   */
  Optional<Up> bringUp(long smartobjectId, long version) throws InterruptedException {
    Future<RunningDevices.Running> device =
        threads.submit(() -> devices.get(smartobjectId, version));
    try {
      long present = device.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS).version();
      return Optional.of(new Up(present, true));
    } catch (TimeoutException e) {
      return Optional.of(new Up(version, false));
    } catch (ExecutionException e) {
      return Outage.causes(e) ? Optional.empty() : Optional.of(new Up(version, false));
    } finally {
      device.cancel(true);
    }
  }

  Result call(DeviceEngine.Turn turn) {
    QueuedAction action = turn.next();
    Instant called = Instant.now();
    Instant deadline = action.deadline(called, config);
    // Whoever gives a device less time than it may need learns nothing of its health.
    boolean hadItsTime = !deadline.isBefore(called.plus(config.timeout()));
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
          null,
          true);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return end(action, ErrorCode.ACTION_TIMED_OUT, null, hadItsTime ? false : null);
    } catch (ExecutionException e) {
      return failed(turn, deadline, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      return end(action, ErrorCode.ACTION_OUTCOME_UNKNOWN, null, null);
    }
  }

  private Map<String, Object> execute(DeviceEngine.Turn turn, Instant deadline)
      throws DeviceException, NotUp, InterruptedException {
    ActionCall call = turn.next().call();
    Device device;
    try {
      device = devices.get(call.smartobjectId(), turn.version()).device();
    } catch (DeviceException e) {
      throw new NotUp(e);
    }
    return secrets.execute(
        device,
        new DeviceCall(
            call.id(), call.action(), call.arguments(), turn.next().attempts(), deadline));
  }

  private Result failed(DeviceEngine.Turn turn, Instant deadline, Throwable cause) {
    QueuedAction action = turn.next();
    return switch (cause) {
      // Left to whoever takes its object over, if it may happen twice.
      case InterruptedException stopped ->
          threads.isShutdown() && idempotent(turn)
              ? new Result(null, config.backoff(), null)
              : end(action, ErrorCode.ACTION_OUTCOME_UNKNOWN, null, null);
      case NotUp notUp -> refused(turn, deadline, notUp.refusal(), false);
      case DeviceException refusal -> refused(turn, deadline, refusal, !refusal.temporary());
      default -> {
        if (Outage.causes(cause)) {
          // Our own database was away when the device was to be brought up: nobody has called it.
          yield new Result(null, config.backoff(), null);
        }
        Log.errorf(cause, "Driver %s failed", turn.module());
        yield end(action, ErrorCode.ACTION_FAILED, "The driver failed", null);
      }
    };
  }

  private Result refused(
      DeviceEngine.Turn turn, Instant deadline, DeviceException refusal, boolean online) {
    QueuedAction action = turn.next();
    boolean idempotent = idempotent(turn);
    if (refusal.mayHaveActed() && !idempotent) {
      return end(action, ErrorCode.ACTION_OUTCOME_UNKNOWN, refusal.getMessage(), online);
    }
    Duration pause = config.backoff().multipliedBy(1L << Math.min(action.attempts() - 1, 16));
    boolean worthwhile =
        refusal.temporary()
            && idempotent
            && action.attempts() < config.attempts()
            && Instant.now().plus(pause).isBefore(deadline);
    return worthwhile
        ? new Result(null, pause, online)
        : end(action, ErrorCode.ACTION_FAILED, refusal.getMessage(), online);
  }

  private boolean idempotent(DeviceEngine.Turn turn) {
    return devices
        .manifest(turn.module())
        .flatMap(manifest -> manifest.action(turn.next().call().action()))
        .map(ModuleState.Action::idempotent)
        .orElse(false);
  }

  private static Result end(
      QueuedAction action, ErrorCode failure, String message, Boolean online) {
    return new Result(
        ActionOutcome.failed(
            action.call(),
            action.safe(),
            failure,
            message,
            action.attempts(),
            action.startedAt(),
            Instant.now()),
        null,
        online);
  }
}
