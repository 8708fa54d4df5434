package dev.castellan.smartobject.object;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What texts of users must be so that a database can keep them. */
final class Texts {

  static final String NUL = "must not hold a NUL character";
  static final String WITHOUT_NUL = "[^\\x00]*";

  private Texts() {}

  /** What is wrong with a name; empty when it can be one. */
  static Optional<String> nameProblem(String name, int longest) {
    if (name == null || name.isBlank()) {
      return Optional.of("must not be blank");
    }
    if (name.length() > longest) {
      return Optional.of("must not be longer than " + longest);
    }
    return valueProblem(name);
  }

  /** What is wrong with a JSON value; empty when it can be kept. */
  static Optional<String> valueProblem(Object tree) {
    return holdsNul(tree) ? Optional.of(NUL) : Optional.empty();
  }

  private static boolean holdsNul(Object tree) {
    return switch (tree) {
      case String text -> text.indexOf(0) >= 0;
      case Collection<?> list -> list.stream().anyMatch(Texts::holdsNul);
      case Map<?, ?> map -> holdsNul(map.keySet()) || holdsNul(map.values());
      case null, default -> false;
    };
  }
}
