package dev.castellan.process.definition;

/**
 * Something a process asks for when it is executed.
 *
 * @param reference unique in the process; the name in {@code {placeholders}}
 * @param enable the state of a switch in which it is asked, 0 or 1
 */
public record InputDefinition(long id, String reference, String name, ValueType type, int enable) {

  InputDefinition withId(long newId) {
    return new InputDefinition(newId, reference, name, type, enable);
  }
}
