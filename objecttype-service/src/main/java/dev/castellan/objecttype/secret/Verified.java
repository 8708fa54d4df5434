package dev.castellan.objecttype.secret;

/** Whether a password is the one that is kept. */
record Verified(boolean verified) {}
