package dev.castellan.objecttype.schema;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rights of one profile, as a client wants them; what is absent is not allowed. */
record AccessRequest(
    @NotNull
        @Schema(
            description = "Id or name of the profile.",
            implementation = String.class,
            examples = "occupant")
        ObjectRef profile,
    Boolean read,
    Boolean create,
    Boolean update,
    Boolean delete,
    @Schema(description = "To see recoverable secrets in clear.") Boolean reveal) {}
