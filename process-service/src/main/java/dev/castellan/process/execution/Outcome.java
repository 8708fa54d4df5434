package dev.castellan.process.execution;

import dev.castellan.web.failure.ServiceException;

/** What became of a request for a run. */
sealed interface Outcome {

  /** It is stored; it may have started and even ended. */
  record Accepted(Execution execution) implements Outcome {}

  /** Nothing was stored: the key of the request is in use by another one. */
  record KeyInUse() implements Outcome {}

  /** Nothing was stored. */
  record Refused(ServiceException why) implements Outcome {}
}
