package dev.castellan.element.document;

import java.util.Map;

/** Marks a 5xx that is a result of the business, which no breaker or alert must count. */
public final class Outcomes {

  public static final Map<String, String> BUSINESS = Map.of("X-Castellan-Outcome", "business");

  private Outcomes() {}
}
