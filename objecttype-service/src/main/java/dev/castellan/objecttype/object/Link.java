package dev.castellan.objecttype.object;

import java.util.UUID;

/** Two related objects, in the order of their ids. */
record Link(UUID a, UUID b) {

  /** Whichever way round they are given. */
  static Link of(UUID one, UUID other) {
    // As PostgreSQL compares them, which Java's own comparison does not.
    return one.toString().compareTo(other.toString()) < 0
        ? new Link(one, other)
        : new Link(other, one);
  }
}
