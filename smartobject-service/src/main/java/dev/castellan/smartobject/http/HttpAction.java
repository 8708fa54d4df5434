package dev.castellan.smartobject.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.smartobject.http.HttpManifest.Argument;
import dev.castellan.smartobject.http.HttpManifest.Operation;
import dev.castellan.smartobject.http.HttpManifest.Setting;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.smartobject.outbound.OutboundRequest;
import dev.castellan.web.template.Placeholders;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
  private final Map<String, ParameterType> types = new HashMap<>();
  private final Set<String> secret;

  /** Placeholders that ask for another form of a value. */
  private final Set<String> forms = new LinkedHashSet<>();

  HttpAction(HttpManifest manifest, Operation operation) {
    this.operation = operation;
    this.url = UrlTemplate.of(operation.request().url());
    this.result = new ResultTemplate(operation.result());
    this.secret = manifest.settingsThat(Setting::secret);
    manifest.settings().forEach(each -> types.put(each.id(), ParameterType.of(each.type())));
    operation.settings().forEach(each -> types.put(each.id(), ParameterType.of(each.type())));
    collectForms(operation.request().url());
    operation.request().headers().values().forEach(this::collectForms);
    collectForms(operation.request().body());
    collectForms(operation.result());
    forms.removeAll(types.keySet());
  }

  UrlTemplate url() {
    return url;
  }

  ResultTemplate result() {
    return result;
  }

  /**
   * What placeholders stand for.
   *
   * @param settings of the object
   * @throws DeviceException when a value has not the form that is asked of it
   */
  Placeholders values(Map<String, Object> settings, Map<String, Object> arguments)
      throws DeviceException {
    Map<String, Object> values = new HashMap<>(settings);
    for (Argument each : operation.settings()) {
      values.put(each.id(), sent(each, arguments.get(each.id())));
    }
    for (String reference : forms) {
      String root = RequestCheck.root(reference);
      if (values.get(root) != null) {
        ValueForm form =
            ValueForm.find(reference.substring(root.length() + 1), types.get(root)).orElseThrow();
        values.put(reference, form.apply(root, values.get(root)));
      }
    }
    return new Placeholders(values);
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

  private static Object sent(Argument argument, Object value) {
    return argument.sendAtMost() != null
            && value instanceof Number number
            && number.doubleValue() > argument.sendAtMost()
        ? ParameterType.NUMBER.read(BigDecimal.valueOf(argument.sendAtMost())).orElseThrow()
        : value;
  }

  private boolean holdsSecret(Object tree) {
    return Placeholders.references(tree).stream()
        .map(RequestCheck::root)
        .anyMatch(secret::contains);
  }

  private void collectForms(Object tree) {
    forms.addAll(Placeholders.references(tree));
  }

  private static byte[] json(Object body) throws DeviceException {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw DeviceException.refused("A value cannot be sent");
    }
  }
}
