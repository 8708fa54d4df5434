package dev.castellan.objecttype.schema;

import java.util.UUID;

/** An object type as it stands in the list. */
record TypeSummary(UUID id, String name) {}
