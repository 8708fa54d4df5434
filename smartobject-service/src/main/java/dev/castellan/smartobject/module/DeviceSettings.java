package dev.castellan.smartobject.module;

import java.util.Map;

/**
 * What an object is configured with.
 *
 * @param module id of its driver
 * @param version counts edits of the object
 * @param values by setting reference, secrets in clear, completed with the manifest's defaults
 */
public record DeviceSettings(
    long smartobjectId, String reference, String module, long version, Map<String, Object> values) {

  /** A setting as text, null when it is not set. */
  public String text(String reference) {
    Object value = values.get(reference);
    return value == null ? null : value.toString();
  }

  /** Never the values: some are secrets. */
  @Override
  public String toString() {
    return "settings of smart object " + smartobjectId + " version " + version;
  }
}
