package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.smartobject.declared.Manifest.Operation;
import dev.castellan.smartobject.declared.Manifest.Setting;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.outbound.OutboundRequest;
import dev.castellan.web.template.Placeholders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** An action of a module file, ready to make requests. */
final class HttpAction {

  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e\\t]{0,8192}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Operation operation;
  private final UrlTemplate url;
  private final ResultTemplate result;
  private final ActionValues values;
  private final Set<String> secret;

  HttpAction(Manifest manifest, Operation operation) {
    this.operation = operation;
    this.url = UrlTemplate.of(operation.request().url());
    this.result = new ResultTemplate(operation.result());
    this.secret = new HashSet<>(manifest.settingsThat(Setting::secret));
    this.secret.addAll(operation.secrets());
    List<Object> templates = new ArrayList<>(operation.request().headers().values());
    templates.add(operation.request().url());
    templates.add(operation.request().body());
    templates.add(operation.result());
    this.values = new ActionValues(manifest, operation, templates);
  }

  UrlTemplate url() {
    return url;
  }

  ResultTemplate result() {
    return result;
  }

  ActionValues values() {
    return values;
  }

  /**
   * @throws DeviceException when the values make no request
   */
  OutboundRequest request(Placeholders values) throws DeviceException {
    Object body = operation.request().body();
    List<OutboundRequest.Header> headers = headers(values);
    boolean typed = headers.stream().anyMatch(each -> each.name().equalsIgnoreCase("content-type"));
    if (body != null && !typed) {
      headers.add(new OutboundRequest.Header("content-type", "application/json", false));
    }
    return new OutboundRequest(
        operation.request().method(),
        url.fill(values),
        headers,
        body == null ? null : json(values.fillValue(body)),
        holdsSecret(body));
  }

  /** Whether a header can hold it and nothing but it. */
  static boolean fitsHeader(String value) {
    return PRINTABLE.matcher(value).matches();
  }

  private List<OutboundRequest.Header> headers(Placeholders values) throws DeviceException {
    List<OutboundRequest.Header> headers = new ArrayList<>();
    for (Map.Entry<String, String> each : operation.request().headers().entrySet()) {
      if (values.covers(each.getValue())) {
        String value = values.splice(each.getValue(), UnaryOperator.identity());
        if (!fitsHeader(value)) {
          throw DeviceException.refused("The header " + each.getKey() + " cannot hold its value");
        }
        headers.add(new OutboundRequest.Header(each.getKey(), value, holdsSecret(each.getValue())));
      }
    }
    return headers;
  }

  private boolean holdsSecret(Object tree) {
    return Placeholders.references(tree).stream()
        .map(TemplateCheck::root)
        .anyMatch(secret::contains);
  }

  private static byte[] json(Object body) throws DeviceException {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw DeviceException.refused("A value cannot be sent");
    }
  }
}
