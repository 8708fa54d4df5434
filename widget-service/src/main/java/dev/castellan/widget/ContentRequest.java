package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A new content.
 *
 * @param template the template, as reads name it; it wins over {@code content}
 * @param content the template
 */
record ContentRequest(
    @NotNull
        @Schema(
            implementation = Object.class,
            description = "1, 2, 3, `title`, `content`, `list` or `{id}`")
        ContentType type,
    @JsonProperty("native") @Size(max = LONGEST) String template,
    @Size(max = LONGEST) String content) {

  /** Most characters of one template. */
  static final int LONGEST = 1024 * 1024;

  /** The template; null when there is none. */
  String text() {
    return template == null ? content : template;
  }
}
