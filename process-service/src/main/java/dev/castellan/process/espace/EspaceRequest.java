package dev.castellan.process.espace;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A new espace.
 *
 * @param name defaults to the reference
 */
record EspaceRequest(
    @NotBlank @Size(max = 128) String reference,
    @Size(max = 255) String name,
    @Size(max = 2000) String description,
    @Size(max = 128) String icon) {

  String nameOrReference() {
    return name == null || name.isBlank() ? reference.strip() : name;
  }
}
