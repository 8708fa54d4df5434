package dev.castellan.gateway.identity;

/** The caller as his token describes him. */
record MeView(long id, String login, ProfileName profile) {}
