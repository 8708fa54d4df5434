package dev.castellan.widget;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new widget. */
@Schema(
    examples =
        """
        {"reference": "hall", "icon": "bulb-outline",
         "sources": [{"reference": "lamp", "source": {"id": 42, "type": "smartobject"},
                      "action": {"id": "getState"}, "arguments": []}],
         "contents": [{"type": 1, "content": "Hall"},
                      {"type": "content", "content": "{lamp.brightness} of 255"}]}
        """)
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
