package dev.castellan.messaging.idempotency;

/** Ends a repeated request with the answer that the first one got. */
final class ReplayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient StoredAnswer answer;

  ReplayException(StoredAnswer answer) {
    super("answered before", null, false, false);
    this.answer = answer;
  }

  StoredAnswer answer() {
    return answer;
  }
}
