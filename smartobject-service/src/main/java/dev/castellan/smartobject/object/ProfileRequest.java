package dev.castellan.smartobject.object;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.NotNull;

/**
 * Body of {@code POST /smartobjects/{id}/profiles}.
 *
 * @param idProfile id or name of a profile
 */
record ProfileRequest(@NotNull ObjectRef idProfile) {}
