package dev.castellan.web.etag;

import dev.castellan.web.envelope.Answer;
import java.util.Optional;

/** A view of a single resource that knows how often it was edited. */
public interface Versioned {

  /** Grows with each edit; what changes by itself, such as a status, does not count. */
  long version();

  /** The view that a body is or, in envelope A, carries. */
  static Optional<Versioned> in(Object body) {
    Object view = body instanceof Answer<?> answer ? answer.data() : body;
    return view instanceof Versioned versioned ? Optional.of(versioned) : Optional.empty();
  }
}
