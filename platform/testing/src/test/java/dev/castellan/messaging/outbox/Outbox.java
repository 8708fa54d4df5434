package dev.castellan.messaging.outbox;

/**
 * Stands for the outbox of the messaging platform, which tests itself with this module and so
 * cannot be on its class path. The rules know it by name alone.
 */
public class Outbox {

  public void append(String key, Record event) {
    throw new UnsupportedOperationException("fixtures are read, not run");
  }
}
