package dev.castellan.process.execution;

import java.util.Collection;
import java.util.Map;

/** Tells about how long values are as JSON, without writing them. */
final class JsonLength {

  private JsonLength() {}

  /** Characters, but for brackets and escapes. */
  static int of(Object value) {
    return switch (value) {
      case null -> 5;
      case Map<?, ?> map ->
          map.entrySet().stream().mapToInt(each -> of(each.getKey()) + of(each.getValue())).sum();
      case Collection<?> list -> list.stream().mapToInt(JsonLength::of).sum();
      case String text -> text.length() + 3;
      default -> value.toString().length() + 1;
    };
  }
}
