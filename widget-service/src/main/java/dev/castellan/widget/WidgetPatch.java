package dev.castellan.widget;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What is to change in a widget; what is absent stays. */
record WidgetPatch(
    @Size(max = 255) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String reference,
    @Size(max = 128) String icon) {}
