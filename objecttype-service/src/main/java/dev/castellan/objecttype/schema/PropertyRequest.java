package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.castellan.web.request.WellFormed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A property as a client wants it; what is absent stays as it is, or takes its default. */
@JsonNaming(SnakeCaseStrategy.class)
record PropertyRequest(
    @WellFormed
        @Size(min = 1, max = 255)
        @Schema(description = "Unique in its object type.", examples = "2nd Property")
        String name,
    @Schema(
            description =
                "1 text, 2 number, 3 object, 4 value map, 5 checkbox, 6 textbox, 8 date, 9 date and"
                    + " time, 11 password (hash), 12 password (recoverable)",
            examples = "2")
        Integer type,
    @Schema(description = "Object type that values of type 3 point to.") Ref typeObjtype,
    @Schema(description = "Value map that values of type 4 are taken from.") Ref typeValuemap,
    @Schema(description = "Whether every object needs a value; false by default.") Boolean required,
    Boolean frmReadonly,
    @Schema(description = "true by default") Boolean frmVisible,
    @Schema(description = "true by default") Boolean tblVisible,
    @Schema(description = "An index is built in the background; false by default.")
        Boolean tblOrderable,
    @Min(0)
        @Max(1_000_000)
        @Schema(description = "Place among the properties; at their end by default.")
        Integer position,
    @WellFormed
        @Size(max = 500)
        @Schema(
            description =
                "Pattern in RE2 syntax that a text must match as a whole; an empty one takes it"
                    + " away.")
        String regex,
    @Schema(description = "Whether no two objects of the type may have the same value.")
        Boolean unique) {}
