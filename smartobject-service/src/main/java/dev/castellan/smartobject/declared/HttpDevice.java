package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.smartobject.module.ConfiguredSettings;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.outbound.OutboundAnswer;
import dev.castellan.smartobject.outbound.OutboundClient;
import dev.castellan.web.template.Placeholders;
import java.util.Map;
import java.util.Set;

/** An object of a module file: each action is one request. */
final class HttpDevice implements Device {

  private static final Set<Integer> TEMPORARY = Set.of(429, 502, 503, 504);

  /** Said by something in between, which may have passed the request on. */
  private static final Set<Integer> SECOND_HAND = Set.of(502, 504);

  private final Map<String, HttpAction> actions;
  private final ConfiguredSettings settings;
  private final AnswerReader answers;
  private final OutboundClient client;

  HttpDevice(
      Map<String, HttpAction> actions,
      ConfiguredSettings settings,
      AnswerReader answers,
      OutboundClient client) {
    this.actions = actions;
    this.settings = settings;
    this.answers = answers;
    this.client = client;
  }

  @Override
  public Map<String, Object> execute(DeviceCall call) throws DeviceException, InterruptedException {
    HttpAction action = actions.get(call.action());
    Placeholders values = action.values().of(settings.values(), call.arguments());
    OutboundAnswer answer = client.send(action.request(values), call.deadline());
    JsonNode body = AnswerReader.tree(answer.body());
    refuseFailures(answer, answers.failureIn(body));
    return settings.discretion().result(action.result().fill(body, values));
  }

  private static void refuseFailures(OutboundAnswer answer, String said) throws DeviceException {
    int status = answer.status();
    boolean good = status >= 200 && status < 300;
    if (good && said == null) {
      return;
    }
    if (good) {
      throw DeviceException.refused(said);
    }
    String message =
        "The device answered with status " + status + (said == null ? "" : ": " + said);
    DeviceException failure =
        TEMPORARY.contains(status)
            ? DeviceException.unreachable(message)
            : DeviceException.refused(message);
    throw answer.done() || SECOND_HAND.contains(status) ? failure.perhapsDone() : failure;
  }
}
