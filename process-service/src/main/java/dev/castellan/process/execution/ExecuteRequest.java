package dev.castellan.process.execution;

import dev.castellan.web.json.NamedValues;
import java.util.Map;

/**
 * Body of an execute.
 *
 * @param inputs an object {@code {reference: value}} or an array {@code [{reference, value}]}
 */
record ExecuteRequest(NamedValues inputs) {

  Map<String, Object> values() {
    return inputs == null ? Map.of() : inputs.values();
  }
}
