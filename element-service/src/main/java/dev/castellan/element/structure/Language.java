package dev.castellan.element.structure;

import java.util.List;
import java.util.Locale;

/** Languages in which labels and values are shown. */
public enum Language {
  EN(Locale.ENGLISH),
  FR(Locale.FRENCH);

  private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.FRENCH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** The one that {@code Accept-Language} prefers; English when it prefers none of them. */
  public static Language of(String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return EN;
    }
    try {
      Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage.strip()), LOCALES);
      return Locale.FRENCH.equals(best) ? FR : EN;
    } catch (IllegalArgumentException notAHeader) {
      return EN;
    }
  }

  public Locale locale() {
    return locale;
  }

  public String pick(String english, String french) {
    return this == EN ? english : french;
  }
}
