package dev.castellan.element.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.element.structure.Right;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Definition of a structure.
 *
 * @param name its logical name; left aside when an existing one is changed
 * @param parent name of the structure it extends
 * @param rights by profile name, {@code *} for the others; absent to inherit them
 */
@Schema(
    name = "StructureRequest",
    examples =
        """
        {"name":"DEVNOTE","title":"Note","icon":"devnote.png",
         "fields":[{"id":"note_title","label":{"en":"Title","fr":"Titre"},"type":"text","title":true},
                   {"id":"note_secret","type":"text","access":{"*":"None","occupant":"ReadWrite"}}],
         "rights":{"guest":["view"],"occupant":["view","edit","create"]}}
        """)
record StructureRequest(
    String name,
    String title,
    String icon,
    @JsonProperty("extends") String parent,
    @NotNull(message = "is required") @Size(max = 500, message = "are too many")
        List<@NotNull(message = "is required") @Valid FieldRequest> fields,
    Map<String, Set<Right>> rights) {}
