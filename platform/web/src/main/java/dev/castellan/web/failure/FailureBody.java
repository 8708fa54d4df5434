package dev.castellan.web.failure;

import dev.castellan.contracts.routes.Envelope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one failure in each of the three envelopes. */
public final class FailureBody {

  private FailureBody() {}

  /** Media type of a failure in that envelope; RFC 9457 for C. */
  public static String mediaType(Envelope envelope) {
    return envelope == Envelope.C ? "application/problem+json" : "application/json";
  }

  /**
   * @param code as the client sees it
   * @param path of the request, for envelope B
   * @param data what the failure carries, or null
   */
  public static Map<String, Object> of(
      Envelope envelope, int status, String code, String message, String path, Object data) {
    return switch (envelope) {
      case A -> answer(code, message, data);
      case B -> exception(code, message, path, data);
      case C -> problem(status, code, message, data);
    };
  }

  private static Map<String, Object> answer(String code, String message, Object data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", true);
    body.put("code", code);
    body.put("message", message);
    putIfPresent(body, "data", data);
    return body;
  }

  private static Map<String, Object> exception(
      String code, String message, String path, Object data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("exceptionMessage", code + " " + message);
    body.put("message", message);
    body.put("code", code);
    body.put("uri", path);
    body.put("userMessage", message);
    body.put("error", message);
    putIfPresent(body, "data", data);
    body.put("messages", List.of(Map.of("type", "error", "contentText", message, "code", code)));
    return body;
  }

  private static Map<String, Object> problem(int status, String code, String message, Object data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", ErrorCode.ofStatus(status).title());
    body.put("status", status);
    body.put("detail", message);
    body.put("code", code);
    body.put("error", message);
    putIfPresent(body, "errors", data);
    return body;
  }

  private static void putIfPresent(Map<String, Object> body, String name, Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
