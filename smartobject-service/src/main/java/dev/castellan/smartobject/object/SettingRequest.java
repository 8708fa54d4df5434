package dev.castellan.smartobject.object;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Body of {@code POST /smartobjects/{id}/settings}. */
record SettingRequest(
    @NotBlank
        @Size(max = SettingRules.LONGEST_REFERENCE)
        @Pattern(regexp = Texts.WITHOUT_NUL, message = Texts.NUL)
        String reference,
    @NotNull Object value) {}
