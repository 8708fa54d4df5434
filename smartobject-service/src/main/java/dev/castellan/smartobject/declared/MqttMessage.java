package dev.castellan.smartobject.declared;

/**
 * A message to a device.
 *
 * @param awaited its answer; null when none is awaited
 */
record MqttMessage(String topic, byte[] payload, int qos, boolean retain, Awaited awaited) {

  /**
   * An answer to wait for.
   *
   * @param correlated whether only one counts that repeats the correlation data of the request
   * @param retained whether one that the broker has kept counts too
   */
  record Awaited(String topic, int qos, boolean correlated, boolean retained) {}
}
