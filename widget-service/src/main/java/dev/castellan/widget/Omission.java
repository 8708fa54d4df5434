package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Something that a widget should show and does not.
 *
 * @param source reference of the source that has no value
 * @param content id of the content that is not whole
 * @param code stable, for programs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Omission(String source, Long content, String code) {

  static Omission of(Source source, String code) {
    return new Omission(source.reference(), null, code);
  }

  static Omission tooLong(Content content) {
    return new Omission(null, content.id(), "content-too-large");
  }
}
