package dev.castellan.objecttype.object;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An object as it stands in a list.
 *
 * @param members id first, then a value for each property
 */
@Schema(
    type = SchemaType.OBJECT,
    description =
        "`id`, then a member for each property: by name, or with `format` by UUID. In lists of"
            + " relations also `objtype` and `objtype_name`.",
    examples =
        """
        {"id": "19dc6465-4668-4e8d-a3f5-9ae7576c4a39", "Name": "My Object", "2nd Property": 88}
        """)
public record ListedObject(@JsonValue @Schema(hidden = true) Map<String, Object> members) {}
