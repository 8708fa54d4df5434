package dev.castellan.process.definition;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.NotNull;

/**
 * A profile that may execute a process from now on.
 *
 * @param idProfile id or name
 */
record ProfileRequest(@NotNull ObjectRef idProfile) {}
