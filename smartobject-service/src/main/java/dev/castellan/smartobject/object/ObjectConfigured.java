package dev.castellan.smartobject.object;

/**
 * An object was added, edited or deleted: its driver is to be brought up anew, or let go.
 *
 * @param version that it has now
 */
public record ObjectConfigured(long smartobjectId, String module, long version) {}
