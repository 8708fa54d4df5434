package dev.castellan.smartobject.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.outbound.OutboundAnswer;
import dev.castellan.smartobject.outbound.OutboundClient;
import dev.castellan.web.template.Placeholders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** An object of a module file: each action is one request. */
final class HttpDevice implements Device {

  private static final Set<Integer> TEMPORARY = Set.of(429, 502, 503, 504);
  private static final int LONGEST_FAILURE = 200;

  /** Results travel in events, which have a limit of their own. */
  private static final int LARGEST_RESULT = 256 * 1024;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Map<String, HttpAction> actions;
  private final Map<String, Object> settings;
  private final String failure;
  private final Discretion discretion;
  private final OutboundClient client;

  HttpDevice(
      Map<String, HttpAction> actions,
      Map<String, Object> settings,
      String failure,
      Discretion discretion,
      OutboundClient client) {
    this.actions = actions;
    this.settings = settings;
    this.failure = failure;
    this.discretion = discretion;
    this.client = client;
  }

  @Override
  public Map<String, Object> execute(DeviceCall call) throws DeviceException, InterruptedException {
    HttpAction action = actions.get(call.action());
    Placeholders values = action.values(settings, call.arguments());
    OutboundAnswer answer = client.send(action.request(values), call.deadline());
    JsonNode body = body(answer.body());
    refuseFailures(answer.status(), said(body));
    Map<String, Object> result = discretion.maskMap(action.result().fill(body, values));
    if (size(result) > LARGEST_RESULT) {
      throw DeviceException.refused("The answer of the device is too large");
    }
    return result;
  }

  private void refuseFailures(int status, String said) throws DeviceException {
    boolean good = status >= 200 && status < 300;
    if (good && said == null) {
      return;
    }
    if (good) {
      throw DeviceException.refused(said);
    }
    String message =
        "The device answered with status " + status + (said == null ? "" : ": " + said);
    throw TEMPORARY.contains(status)
        ? DeviceException.unreachable(message)
        : DeviceException.refused(message);
  }

  /** What the device says of a failure, fit to be shown; null when it says nothing. */
  private String said(JsonNode body) {
    if (failure == null) {
      return null;
    }
    String text = text(body);
    for (int i = 0; body.isArray() && text == null && i < body.size(); i++) {
      text = text(body.get(i));
    }
    if (text == null) {
      return null;
    }
    String plain = discretion.maskText(text).replaceAll("\\p{Cntrl}", " ").strip();
    return plain.substring(0, Math.min(plain.length(), LONGEST_FAILURE));
  }

  private String text(JsonNode node) {
    JsonNode found = node.at(failure);
    return found.isMissingNode() || found.isNull()
        ? null
        : found.isValueNode() ? found.asText() : found.toString();
  }

  /** JSON as what it says, anything else as text. */
  private static JsonNode body(byte[] bytes) {
    if (bytes.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("bytes cannot be read", e);
    }
  }

  private static int size(Map<String, Object> result) throws DeviceException {
    try {
      return JSON.writeValueAsBytes(result).length;
    } catch (JsonProcessingException e) {
      throw DeviceException.refused("The answer of the device cannot be kept");
    }
  }
}
