package dev.castellan.gateway.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Health of the suite, in the form that MicroProfile Health gave its name.
 *
 * @param checks one entry per process
 */
record HealthView(String status, List<Check> checks) {

  /** One process; says nothing of where it runs or what ails it. */
  record Check(String name, String status) {

    static Check of(String name, boolean up) {
      return new Check(name, word(up));
    }
  }

  static HealthView of(List<Check> checks) {
    return new HealthView(
        word(checks.stream().allMatch(check -> check.status().equals(word(true)))), checks);
  }

  @JsonIgnore
  boolean up() {
    return status.equals(word(true));
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
