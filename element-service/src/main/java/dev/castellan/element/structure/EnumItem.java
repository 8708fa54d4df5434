package dev.castellan.element.structure;

/** One value of an enumeration; without a label its key is shown. */
public record EnumItem(String key, LocalText label) {

  public String label(Language language) {
    String text = label == null ? null : label.in(language);
    return text == null ? key : text;
  }
}
