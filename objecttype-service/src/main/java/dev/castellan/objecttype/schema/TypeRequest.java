package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.web.request.WellFormed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An object type as a client wants it; what is absent stays as it is, or takes its default. */
record TypeRequest(
    @WellFormed @Size(min = 1, max = 255) @Schema(examples = "My ObjectType") String name,
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
        @Size(max = 1000)
        List<Ref> relations,
    @Schema(
            description =
                "Whether only profiles that have been given rights may do anything with its"
                    + " objects. Giving rights makes it true; false, once all rights are taken"
                    + " away, opens the type again.")
        Boolean restricted) {}
