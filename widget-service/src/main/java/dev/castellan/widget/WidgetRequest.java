package dev.castellan.widget;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A new widget. */
record WidgetRequest(
    @NotBlank @Size(max = 255) String reference,
    @Size(max = 128) String icon,
    @Size(max = Widget.MOST_PARTS) List<@NotNull @Valid SourceRequest> sources,
    @Size(max = Widget.MOST_PARTS) List<@NotNull @Valid ContentRequest> contents) {

  List<SourceRequest> sourcesOrNone() {
    return sources == null ? List.of() : sources;
  }

  List<ContentRequest> contentsOrNone() {
    return contents == null ? List.of() : contents;
  }
}
