package dev.castellan.objecttype.valuemap;

import dev.castellan.objecttype.schema.Ref;
import dev.castellan.web.request.WellFormed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A value as a client wants it. */
record EntryRequest(
    @Schema(description = "Of a value that is there already, in a full list.") Ref id,
    @WellFormed
        @Size(min = 1, max = 255)
        @Schema(description = "Unique in its map.", examples = "running")
        String name,
    @Min(0) @Max(1_000_000) Integer position) {}
