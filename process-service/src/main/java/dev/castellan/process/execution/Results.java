package dev.castellan.process.execution;

import java.util.List;
import java.util.Map;

/** How much a run keeps of what its steps have answered. */
final class Results {

  /**
   * Of all results of a run, in about characters of JSON: each is stored with the run and written
   * anew with every later one. The longest that a module may give, 256 KiB, fits.
   */
  static final int LONGEST = 300_000;

  /** Stands where the result of a step would. */
  static final Map<String, Object> TOO_LARGE =
      Map.of("omitted", true, "message", "The results of this run are too large to keep this one");

  private Results() {}

  /**
   * @param steps of the run as they are
   * @param result of one more, null for none
   * @return the result, or what says that there was no more room for it
   */
  static Map<String, Object> kept(List<Step> steps, Map<String, Object> result) {
    int room = LONGEST;
    for (Step each : steps) {
      room -= each.result() == null ? 0 : JsonLength.of(each.result());
    }
    return result == null || JsonLength.of(result) <= room ? result : TOO_LARGE;
  }
}
