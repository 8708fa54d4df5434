package dev.castellan.element.lineage;

import jakarta.validation.constraints.Size;

/**
 * Body that begins a new revision; may be empty.
 *
 * @param comment why, for the history
 */
record RevisionRequest(
    @Size(max = 1000, message = "must have at most 1000 characters") String comment) {}
