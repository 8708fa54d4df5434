package dev.castellan.process.definition;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What is to change in a process; what is absent stays.
 *
 * @param enable the state a switch is put into without running anything
 * @param mode cannot change; given again as it is, it is fine
 */
record ProcessPatch(
    @Size(max = 128) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String reference,
    @Size(max = 255) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") String name,
    @Size(max = 255) String nameEnable,
    @Size(max = 255) String nameDisable,
    @Size(max = 4000) String description,
    ObjectRef espace,
    @Size(max = 128) String icon,
    Boolean enable,
    Mode mode) {}
