package dev.castellan.objecttype.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of the log as clients see it. */
record LogView(
    @Schema(description = "To the minute, UTC.", examples = "2023-02-09 16:06") String timestamp,
    String username,
    @Schema(
            description =
                "1 created, 2 values updated, 5 object assigned, 6 object unassigned, 9 deleted, 10"
                    + " about the object type, 11 secret revealed")
        int action,
    @Schema(examples = "Logging enabled") String details,
    long id,
    Instant at,
    @Schema(
            type = SchemaType.ARRAY,
            implementation = LogLine.Change.class,
            description = "What changed; secrets are masked. Null when no values did.")
        JsonNode changes,
    @Schema(description = "The other object of a relation, else null.") UUID relation) {}
