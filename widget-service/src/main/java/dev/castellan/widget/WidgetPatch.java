package dev.castellan.widget;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to change in a widget; what is absent stays. */
@Schema(
    examples =
        """
        {"reference": "entrance", "icon": "home-outline"}
        """)
record WidgetPatch(
    @Size(max = 255) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String reference,
    @Size(max = 128) String icon) {}
