package dev.castellan.messaging.outbox;

/** The outbox could not do its work; the cause says whether the database is to blame. */
class OutboxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
