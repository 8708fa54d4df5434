package dev.castellan.element.document;

/** Words of clients as messages repeat them: only so much. */
public final class Quote {

  private static final int LONGEST = 64;

  private Quote() {}

  public static String of(String word) {
    return word.length() > LONGEST ? word.substring(0, LONGEST) + "…" : word;
  }
}
