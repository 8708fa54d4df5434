package dev.castellan.process.definition;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** What is to change in an input; what is absent stays. */
record InputPatch(
    @Size(max = 64) String reference,
    @Size(max = 255) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") String name,
    ValueType type,
    Boolean enable,
    @PositiveOrZero Integer position) {}
