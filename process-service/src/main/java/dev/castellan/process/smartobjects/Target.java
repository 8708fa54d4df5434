package dev.castellan.process.smartobjects;

/**
 * The smart object that an action drives.
 *
 * @param id null when the object was not known when it was named; it is then looked up at each run
 * @param reference as the definer wrote it; null when he gave an id
 */
public record Target(Long id, String reference) {

  /** The type of every source there is. */
  public static final String TYPE = "smartobject";
}
