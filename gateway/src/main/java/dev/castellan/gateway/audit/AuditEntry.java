package dev.castellan.gateway.audit;

import dev.castellan.contracts.Caller;
import dev.castellan.web.gate.GateRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * One line of the audit log, before it has a number.
 *
 * @param caller null when nobody was logged in
 * @param subject kind and id of what it was done to, or the login that was tried
 * @param detail null for none; never a secret
 * @param address of the client; null when it was no request
 */
record AuditEntry(
    Instant at,
    AuditKind kind,
    Caller caller,
    String subject,
    String detail,
    String address,
    String requestId,
    int times) {

  /**
   * @param context of the request that caused it; null when it was none
   */
  static AuditEntry of(RoutingContext context, AuditKind kind, String subject, String detail) {
    if (context == null) {
      return new AuditEntry(Instant.now(), kind, null, subject, detail, null, null, 1);
    }
    GateRequest gate = GateRequest.of(context);
    return new AuditEntry(
        Instant.now(),
        kind,
        gate.token() == null ? null : gate.token().caller(),
        subject,
        detail,
        address(context.request()),
        gate.id(),
        1);
  }

  AuditEntry by(Caller who) {
    return new AuditEntry(at, kind, who, subject, detail, address, requestId, times);
  }

  AuditEntry from(String client) {
    return new AuditEntry(at, kind, caller, subject, detail, client, requestId, times);
  }

  AuditEntry times(int number) {
    return new AuditEntry(at, kind, caller, subject, detail, address, requestId, number);
  }

  static String address(HttpServerRequest request) {
    SocketAddress client = request.remoteAddress();
    return client == null ? null : client.hostAddress();
  }
}
