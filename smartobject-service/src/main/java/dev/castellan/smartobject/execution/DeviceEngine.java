package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.web.failure.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The steps of running queues: what has ended goes on record and the next action of the object is
 * put on record as started, in one transaction for many objects. Only after its commit is a driver
 * called.
 */
@ApplicationScoped
class DeviceEngine {

  private final DeviceLeases leases;
  private final DeviceQueue queue;
  private final ExecutionEvents events;
  private final ModuleCatalogue modules;
  private final DeviceConfig config;

  DeviceEngine(
      DeviceLeases leases,
      DeviceQueue queue,
      ExecutionEvents events,
      ModuleCatalogue modules,
      DeviceConfig config) {
    this.leases = leases;
    this.queue = queue;
    this.events = events;
    this.modules = modules;
    this.config = config;
  }

  /**
   * A turn that an object's runner asks for.
   *
   * @param ended what the last call came to; null when there was none
   * @param again this attempt had no effect and is to be made once more; null otherwise
   * @param goOn whether the next action is to be started; not when this process is about to stop
   */
  record Request(long smartobjectId, ActionOutcome ended, QueuedAction again, boolean goOn) {

    /** Whether the running attempt is the one that this runner has put on record. */
    boolean knows(QueuedAction head) {
      return again != null
          && again.call().id().equals(head.call().id())
          && again.attempts() == head.attempts();
    }

    static Request look(long smartobjectId) {
      return new Request(smartobjectId, null, null, true);
    }

    static Request after(ActionOutcome ended, boolean goOn) {
      return new Request(ended.call().smartobjectId(), ended, null, goOn);
    }

    static Request again(QueuedAction attempt) {
      return new Request(attempt.call().smartobjectId(), null, attempt, true);
    }
  }

  /**
   * What became of it.
   *
   * @param next the action whose driver is to be called now; null when there is nothing to do here
   * @param version of the object as the driver has to know it
   * @param status of the object, as others see it
   * @param ended every action that ended in this turn
   * @param begun when it began, by the clock of {@link System#nanoTime()}
   */
  record Turn(
      QueuedAction next,
      String module,
      long version,
      int status,
      List<ActionOutcome> ended,
      long begun) {}

  /** Takes a turn for each object; the turns are in the order of the requests. */
  @Transactional
  public List<Turn> take(List<Request> requests) {
    long begun = System.nanoTime();
    Map<Long, Request> byObject = new LinkedHashMap<>();
    requests.forEach(each -> byObject.put(each.smartobjectId(), each));
    List<Long> ids = byObject.keySet().stream().sorted().toList();
    Map<Long, DeviceLeases.Standing> devices = leases.lock(ids);
    Map<Long, List<ActionOutcome>> ended = new HashMap<>();
    end(requests.stream().map(Request::ended).filter(each -> each != null).toList(), ended);

    Set<Long> open =
        ids.stream()
            .filter(id -> byObject.get(id).goOn())
            .filter(id -> !devices.containsKey(id) || !devices.get(id).taken())
            .collect(Collectors.toSet());
    Map<Long, QueuedAction> started = startable(open, byObject, devices, ended);
    begin(ids, devices, started);
    return requests.stream()
        .map(each -> turn(each.smartobjectId(), devices, started, ended, begun))
        .toList();
  }

  /** The first action of each queue that can be run; what comes before it ends here. */
  private Map<Long, QueuedAction> startable(
      Set<Long> open,
      Map<Long, Request> requests,
      Map<Long, DeviceLeases.Standing> devices,
      Map<Long, List<ActionOutcome>> ended) {
    Map<Long, QueuedAction> started = new HashMap<>();
    while (!open.isEmpty()) {
      List<QueuedAction> heads = queue.heads(open);
      open.clear();
      List<ActionOutcome> hopeless = new ArrayList<>();
      Set<Long> stuck = new HashSet<>();
      for (QueuedAction head : heads) {
        long id = head.call().smartobjectId();
        if (mayStillRun(head, devices.get(id))) {
          continue;
        }
        ErrorCode why = hopeless(head, devices.get(id), requests.get(id));
        if (why == null) {
          started.put(id, head.started(Instant.now()));
        } else {
          open.add(id);
          if (head.running()) {
            hopeless.add(failed(head, why));
          } else {
            stuck.add(id);
          }
        }
      }
      hopeless.addAll(unstartable(stuck, devices.keySet()));
      end(hopeless, ended);
    }
    return started;
  }

  /** All at once what no driver is to be called for, of objects whose queue begins with such. */
  private List<ActionOutcome> unstartable(Set<Long> stuck, Set<Long> existing) {
    if (stuck.isEmpty()) {
      return List.of();
    }
    Map<Boolean, List<Long>> there =
        stuck.stream().collect(Collectors.partitioningBy(existing::contains));
    return queue.hopeless(there.get(false), there.get(true), Instant.now()).stream()
        .map(
            each ->
                failed(
                    each,
                    existing.contains(each.call().smartobjectId())
                        ? ErrorCode.ACTION_TIMED_OUT
                        : ErrorCode.SMARTOBJECT_NOT_FOUND))
        .toList();
  }

  /** Why the head of a queue cannot be run; null when it can. */
  private ErrorCode hopeless(QueuedAction head, DeviceLeases.Standing device, Request request) {
    if (head.running() && !request.knows(head)) {
      return mayRunAgain(head, device) ? null : ErrorCode.ACTION_OUTCOME_UNKNOWN;
    }
    if (device == null) {
      return ErrorCode.SMARTOBJECT_NOT_FOUND;
    }
    return head.expired() ? ErrorCode.ACTION_TIMED_OUT : null;
  }

  /** The runner of this action is lost: only what may happen twice is run once more. */
  private boolean mayRunAgain(QueuedAction head, DeviceLeases.Standing device) {
    return device != null
        && head.attempts() < config.attempts()
        && !head.expired()
        && modules
            .manifest(device.module())
            .flatMap(manifest -> manifest.action(head.call().action()))
            .map(ModuleState.Action::idempotent)
            .orElse(false);
  }

  /** With its object deleted there is no lease to tell whether somebody is still at work on it. */
  private boolean mayStillRun(QueuedAction head, DeviceLeases.Standing device) {
    return device == null
        && head.running()
        && head.deadline(head.startedAt(), config).plus(config.lease()).isAfter(Instant.now());
  }

  private static ActionOutcome failed(QueuedAction head, ErrorCode why) {
    return ActionOutcome.failed(
        head.call(), head.safe(), why, null, head.attempts(), head.startedAt(), Instant.now());
  }

  private void end(List<ActionOutcome> outcomes, Map<Long, List<ActionOutcome>> ended) {
    if (outcomes.isEmpty()) {
      return;
    }
    Set<UUID> won = queue.finish(outcomes);
    List<ActionOutcome> mine =
        outcomes.stream().filter(each -> won.contains(each.call().id())).toList();
    mine.forEach(events::ended);
    mine.forEach(
        each ->
            ended.computeIfAbsent(each.call().smartobjectId(), id -> new ArrayList<>()).add(each));
    Set<Long> used =
        mine.stream()
            .filter(ActionOutcome::recorded)
            .map(each -> each.call().smartobjectId())
            .collect(Collectors.toSet());
    if (!used.isEmpty()) {
      leases.used(used);
    }
  }

  private void begin(
      List<Long> ids, Map<Long, DeviceLeases.Standing> devices, Map<Long, QueuedAction> started) {
    if (!started.isEmpty()) {
      queue.start(List.copyOf(started.values()));
      leases.take(started.keySet());
    }
    List<Long> idle =
        ids.stream()
            .filter(id -> devices.containsKey(id))
            .filter(id -> devices.get(id).mine() || devices.get(id).lost())
            .filter(id -> !started.containsKey(id))
            .toList();
    if (!idle.isEmpty()) {
      leases.release(idle);
    }
  }

  private static Turn turn(
      long id,
      Map<Long, DeviceLeases.Standing> devices,
      Map<Long, QueuedAction> started,
      Map<Long, List<ActionOutcome>> ended,
      long begun) {
    DeviceLeases.Standing device = devices.get(id);
    return new Turn(
        started.get(id),
        device == null ? null : device.module(),
        device == null ? 0 : device.version(),
        device == null ? 0 : device.status(),
        ended.getOrDefault(id, List.of()),
        begun);
  }
}
