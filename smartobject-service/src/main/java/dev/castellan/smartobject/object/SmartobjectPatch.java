package dev.castellan.smartobject.object;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Body of {@code PATCH /smartobjects/{id}}: the new unique name. */
record SmartobjectPatch(@NotBlank @Size(max = 64) String reference) {}
