package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.ParameterRange;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.web.failure.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call, checked against the manifest and completed with its defaults; what the
 * manifest does not declare is left out.
 *
 * @param errors every argument that is missing, of a wrong type or out of range
 */
record Arguments(Map<String, Object> values, List<FieldError> errors) {

  static Arguments read(ModuleState.Action action, Map<String, Object> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<FieldError> errors = new ArrayList<>();
    for (ModuleState.Parameter parameter : action.settings()) {
      Object raw = given.get(parameter.id());
      Object value = raw == null ? parameter.defaultValue() : raw;
      String problem = value == null ? "is required" : check(parameter, value, values);
      if (problem != null) {
        errors.add(new FieldError("settings." + parameter.id(), problem));
      }
    }
    return new Arguments(values, errors);
  }

  private static String check(
      ModuleState.Parameter parameter, Object value, Map<String, Object> values) {
    Optional<Object> read = ParameterType.of(parameter.type()).read(value);
    if (read.isEmpty()) {
      return "must be a " + parameter.type();
    }
    Optional<String> problem = ParameterRange.problem(parameter, read.get());
    if (problem.isPresent()) {
      return problem.get();
    }
    values.put(parameter.id(), read.get());
    return null;
  }
}
