package dev.castellan.process.definition;

/**
 * A profile that may execute a process.
 *
 * @param name null when the profile does not exist any more
 */
record ProfileView(long id, String name) {}
