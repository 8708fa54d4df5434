package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * New templates of contents that a widget has.
 *
 * @param contents one or an array of them; {@code content} is understood too
 */
record TemplateUpdate(
    @JsonAlias("content")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @NotEmpty
        @Size(max = Widget.MOST_PARTS)
        List<@NotNull @Valid One> contents) {

  /** The new template of one content. */
  record One(
      @NotNull Long id,
      @NotNull @Size(max = ContentRequest.LONGEST) @JsonProperty("native") String template) {}
}
