package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One text of a widget as clients read it.
 *
 * @param template the text with its placeholders
 * @param content the text with its values, for this viewer; left out where nothing is evaluated
 */
record ContentView(
    long id,
    ContentType.View type,
    @JsonProperty("native") String template,
    @JsonInclude(JsonInclude.Include.NON_NULL) String content) {

  static ContentView plain(Content content) {
    return of(content, null);
  }

  static ContentView of(Content content, String filled) {
    return new ContentView(content.id(), content.type().view(), content.template(), filled);
  }
}
