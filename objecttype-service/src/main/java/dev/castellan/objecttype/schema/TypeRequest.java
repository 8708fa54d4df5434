package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An object type as a client wants it; what is absent stays as it is, or takes its default. */
record TypeRequest(
    @Size(min = 1, max = 255) @Schema(examples = "My ObjectType") String name,
    @Schema(description = "Whether changes of its objects are logged; false by default.")
        Boolean log,
    @JsonProperty("short")
        @Min(0)
        @Max(100)
        @Schema(
            description =
                "How many leading properties make the short name of an object; 4 by default.",
            examples = "2")
        Integer shortLength,
    @Schema(
            description =
                "Object types whose objects its objects may be related to, both ways; empty for"
                    + " all.")
        List<Ref> relations) {}
