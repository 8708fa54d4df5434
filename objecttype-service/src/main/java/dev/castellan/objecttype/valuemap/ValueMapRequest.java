package dev.castellan.objecttype.valuemap;

import dev.castellan.web.request.WellFormed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A value map as a client wants it; what is absent stays as it is, or takes its default. */
record ValueMapRequest(
    @WellFormed @Size(min = 1, max = 255) @Schema(examples = "States") String name,
    @Schema(description = "true: in the order of positions; false, the default: of names.")
        Boolean prio,
    @Size(max = 1000)
        @Schema(
            description =
                "The full list: values that are not in it are deleted, those without `id` are new.")
        List<@Valid @NotNull EntryRequest> value) {}
