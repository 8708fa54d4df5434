package dev.castellan.process.definition;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A new input.
 *
 * @param reference unique in the process, with a letter in it; made from the name when absent
 * @param enable the state of a switch in which it is asked
 */
record InputRequest(
    @Size(max = 64) String reference,
    @NotBlank @Size(max = 255) String name,
    @NotNull ValueType type,
    Boolean enable) {}
