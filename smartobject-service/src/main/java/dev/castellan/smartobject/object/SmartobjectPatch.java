package dev.castellan.smartobject.object;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Body of {@code PATCH /smartobjects/{id}}: the new unique name. */
record SmartobjectPatch(
    @NotBlank @Size(max = 64) @Pattern(regexp = Texts.WITHOUT_NUL, message = Texts.NUL)
        String reference) {}
