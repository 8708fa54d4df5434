package dev.castellan.objecttype.valuemap;

import java.util.UUID;

/** A value map as it stands in the list. */
record ValueMapSummary(UUID id, String name) {}
