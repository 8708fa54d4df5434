package dev.castellan.widget.evaluation;

import java.util.Map;

/** What is asked of a smart object; equal questions have one answer, whoever asks. */
public record Question(long smartobjectId, String action, Map<String, Object> arguments) {

  private static final int CHARGE = 128;

  /** Bytes that it takes about. */
  int weight() {
    return CHARGE + 2 * (action.length() + arguments.toString().length());
  }
}
