package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One text of a widget.
 *
 * @param template the text with its placeholders
 */
record Content(long id, ContentType type, @JsonProperty("native") String template) {

  Content with(String newTemplate) {
    return new Content(id, type, newTemplate);
  }
}
