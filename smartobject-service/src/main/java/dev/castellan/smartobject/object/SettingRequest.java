package dev.castellan.smartobject.object;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Body of {@code POST /smartobjects/{id}/settings}. */
record SettingRequest(@NotBlank @Size(max = 255) String reference, @NotNull Object value) {}
