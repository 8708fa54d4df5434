package dev.castellan.smartobject.execution;

import dev.castellan.web.json.NamedValues;

/**
 * Body of {@code POST /smartobjects/{id}/actions/{action}}.
 *
 * @param settings arguments by parameter id, or as {@code [{reference, value}]}
 */
record ActionRequest(NamedValues settings) {

  ActionRequest {
    settings = settings == null ? NamedValues.NONE : settings;
  }
}
