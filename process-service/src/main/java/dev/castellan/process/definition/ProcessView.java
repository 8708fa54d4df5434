package dev.castellan.process.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.process.espace.EspaceView;
import dev.castellan.web.etag.Versioned;
import java.time.Instant;
import java.util.List;

/**
 * A process as clients read it.
 *
 * @param enable state of a switch, 0 or 1
 * @param profiles who may execute it, besides admin
 * @param version grows with each edit; runs do not count
 * @param warnings what the caller should know about the change he has just made; left out otherwise
 */
record ProcessView(
    long id,
    String reference,
    String name,
    String nameEnable,
    String nameDisable,
    String description,
    EspaceView espace,
    String icon,
    Mode mode,
    int enable,
    List<ActionView> actions,
    List<InputDefinition> inputs,
    List<ProfileView> profiles,
    Instant createdAt,
    Instant updatedAt,
    long version,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings)
    implements Versioned {

  ProcessView with(List<Warning> given) {
    return new ProcessView(
        id,
        reference,
        name,
        nameEnable,
        nameDisable,
        description,
        espace,
        icon,
        mode,
        enable,
        actions,
        inputs,
        profiles,
        createdAt,
        updatedAt,
        version,
        given);
  }
}
