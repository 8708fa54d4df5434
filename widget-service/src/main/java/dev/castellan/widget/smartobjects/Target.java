package dev.castellan.widget.smartobjects;

import dev.castellan.contracts.smartobject.SmartobjectState;

/**
 * The smart object that a source asks.
 *
 * @param id null when the object was not known when it was named; it is then looked up at each read
 * @param reference as it was named; null when an id is known
 */
public record Target(Long id, String reference) {

  /** The type of every source there is. */
  public static final String TYPE = "smartobject";

  /** Whether this object is meant, as far as it has the name it was named by. */
  public boolean means(SmartobjectState object) {
    return id != null
        ? id == object.id()
        : reference.equals(object.reference()) || reference.equals(Long.toString(object.id()));
  }
}
