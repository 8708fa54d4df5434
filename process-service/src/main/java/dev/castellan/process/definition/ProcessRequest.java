package dev.castellan.process.definition;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.castellan.web.json.ObjectRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A new process.
 *
 * @param reference unique
 * @param nameEnable label of a switch in state 1
 * @param nameDisable label of a switch in state 0
 * @param espace id or reference of an espace
 * @param sources its first actions; {@code actions} is understood too
 */
record ProcessRequest(
    @NotBlank @Size(max = 128) String reference,
    @NotBlank @Size(max = 255) String name,
    @Size(max = 255) String nameEnable,
    @Size(max = 255) String nameDisable,
    @Size(max = 4000) String description,
    @NotNull ObjectRef espace,
    @Size(max = 128) String icon,
    @NotNull Mode mode,
    @JsonAlias("actions") @Size(max = Process.MOST) List<@NotNull @Valid ActionRequest> sources,
    @Size(max = Process.MOST) List<@NotNull @Valid InputRequest> inputs) {

  List<ActionRequest> actionsOrNone() {
    return sources == null ? List.of() : sources;
  }

  List<InputRequest> inputsOrNone() {
    return inputs == null ? List.of() : inputs;
  }
}
