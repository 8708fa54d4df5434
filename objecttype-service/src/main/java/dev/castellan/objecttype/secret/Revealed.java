package dev.castellan.objecttype.secret;

/** A secret in clear. */
record Revealed(String value) {

  /** So that no log shows it. */
  @Override
  public String toString() {
    return "Revealed";
  }
}
