package dev.castellan.objecttype.secret;

import dev.castellan.web.request.WellFormed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why somebody wants to see a secret; it is kept with his name. */
record RevealRequest(
    @NotBlank @WellFormed @Size(max = 500) @Schema(examples = "The router has to be reset")
        String reason) {}
