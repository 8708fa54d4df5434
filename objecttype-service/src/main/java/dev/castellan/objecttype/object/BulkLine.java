package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.Ref;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One line of a bulk request. */
record BulkLine(
    @Schema(
            description =
                "create, update or delete; without it update where there is an `id`, else create",
            examples = "update")
        String op,
    @Schema(description = "The object to update or to delete.") Ref id,
    @Schema(description = "As POST and PUT of one object take it.") ObjectRequest values) {}
