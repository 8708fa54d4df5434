package dev.castellan.smartobject.module;

/**
 * A driver of devices outside the database. What it does there cannot be rolled back, so the engine
 * puts on record that it is called before it calls it, one call at a time for each object.
 */
public non-sealed interface DeviceModule extends Module {

  /**
   * Whether its objects tell how they are while nobody calls them; they are then kept up, on every
   * replica, however long they are not used.
   */
  default boolean watches() {
    return false;
  }

  /**
   * Brings an object up with its settings; called anew when they change, and after a pause in which
   * the object was not used.
   *
   * @param status to be told when the object goes down or comes back while nobody calls it
   * @throws DeviceException when these settings cannot work, or it cannot be reached
   */
  Device start(DeviceSettings settings, StatusReport status)
      throws DeviceException, InterruptedException;
}
