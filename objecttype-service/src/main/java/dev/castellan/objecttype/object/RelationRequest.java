package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.Ref;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The object to assign. */
record RelationRequest(
    @NotNull @Schema(examples = "19dc6465-4668-4e8d-a3f5-9ae7576c4a39") Ref id) {}
