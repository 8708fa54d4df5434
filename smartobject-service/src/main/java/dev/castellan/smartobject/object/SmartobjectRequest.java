package dev.castellan.smartobject.object;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.castellan.web.json.NamedValues;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Body of {@code POST /smartobjects}.
 *
 * @param module id of an installed module, by itself or in an object
 * @param reference unique name
 * @param settings by name, or as {@code [{reference, value}]}
 */
@FitsModule
record SmartobjectRequest(
    @JsonDeserialize(using = ModuleIdReader.class) @NotBlank @Size(max = 255) String module,
    @NotBlank @Size(max = 64) @Pattern(regexp = Texts.WITHOUT_NUL, message = Texts.NUL)
        String reference,
    NamedValues settings) {

  SmartobjectRequest {
    settings = settings == null ? NamedValues.NONE : settings;
  }
}
