package dev.castellan.smartobject.declared;

import dev.castellan.smartobject.declared.Manifest.Argument;
import dev.castellan.smartobject.declared.Manifest.Operation;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.web.template.Placeholders;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the placeholders of an action stand for. */
final class ActionValues {

  private final Operation operation;
  private final Map<String, ParameterType> types = new HashMap<>();

  /** Placeholders that ask for another form of a value. */
  private final Set<String> forms = new LinkedHashSet<>();

  /**
   * @param templates all that the action fills
   */
  ActionValues(Manifest manifest, Operation operation, List<?> templates) {
    this.operation = operation;
    manifest.settings().forEach(each -> types.put(each.id(), ParameterType.of(each.type())));
    operation.settings().forEach(each -> types.put(each.id(), ParameterType.of(each.type())));
    templates.forEach(each -> forms.addAll(Placeholders.references(each)));
    forms.removeAll(types.keySet());
  }

  /**
   * @param settings of the object
   * @throws DeviceException when a value has not the form that is asked of it
   */
  Placeholders of(Map<String, Object> settings, Map<String, Object> arguments)
      throws DeviceException {
    Map<String, Object> values = new HashMap<>(settings);
    for (Argument each : operation.settings()) {
      values.put(each.id(), sent(each, arguments.get(each.id())));
    }
    for (String reference : forms) {
      String root = TemplateCheck.root(reference);
      if (values.get(root) != null) {
        ValueForm form =
            ValueForm.find(reference.substring(root.length() + 1), types.get(root)).orElseThrow();
        values.put(reference, form.apply(root, values.get(root)));
      }
    }
    return new Placeholders(values);
  }

  private static Object sent(Argument argument, Object value) {
    return argument.sendAtMost() != null
            && value instanceof Number number
            && number.doubleValue() > argument.sendAtMost()
        ? ParameterType.NUMBER.read(BigDecimal.valueOf(argument.sendAtMost())).orElseThrow()
        : value;
  }
}
