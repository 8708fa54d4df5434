package dev.castellan.gateway.audit;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.gate.GateRequest;
import dev.castellan.web.gate.Refusals;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what was refused until it is written down, once a second: equal refusals as one entry that
 * says how often, and only so many different ones. Whoever is refused can make work, but not much.
 */
@ApplicationScoped
public class AuditedRefusals implements Refusals {

  private static final int MOST_KINDS = 100;

  private final AuditService audit;
  private Map<Same, Counted> waiting = new LinkedHashMap<>();

  private record Same(AuditKind kind, Caller caller, String subject, String detail, String from) {}

  private static final class Counted {
    private final AuditEntry first;
    private int times;

    Counted(AuditEntry first) {
      this.first = first;
    }
  }

  AuditedRefusals(AuditService audit) {
    this.audit = audit;
  }

  @Override
  public void refused(RoutingContext context, GateRequest request, ErrorCode code) {
    Caller caller = request.token() == null ? null : request.token().caller();
    keep(
        AuditEntry.of(context, AuditKind.ACCESS_REFUSED, request.route().key(), code.code())
            .by(caller));
  }

  /**
   * Something else that was refused.
   *
   * @param subject of what is known; never what somebody typed, which may be his password
   * @param why code of a failure or a word
   */
  public void refused(RoutingContext context, AuditKind kind, String subject, String why) {
    keep(AuditEntry.of(context, kind, subject, why));
  }

  private synchronized void keep(AuditEntry entry) {
    AuditEntry kept =
        waiting.size() < MOST_KINDS
            ? entry
            : new AuditEntry(entry.at(), entry.kind(), null, "others", null, null, null, 1);
    waiting.computeIfAbsent(
            new Same(kept.kind(), kept.caller(), kept.subject(), kept.detail(), kept.address()),
            same -> new Counted(kept))
        .times++;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void write() {
    Map<Same, Counted> taken = take();
    if (taken.isEmpty()) {
      return;
    }
    List<AuditEntry> entries = new ArrayList<>();
    taken.values().forEach(each -> entries.add(each.first.times(each.times)));
    try {
      audit.write(entries);
    } catch (RuntimeException e) {
      Log.warnf("%d refusals are missing in the audit log: %s", entries.size(), e.getMessage());
    }
  }

  private synchronized Map<Same, Counted> take() {
    Map<Same, Counted> taken = waiting;
    waiting = new LinkedHashMap<>();
    return taken;
  }
}
