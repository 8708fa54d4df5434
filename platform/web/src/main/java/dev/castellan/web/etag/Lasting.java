package dev.castellan.web.etag;

/**
 * A view that is the very same object for as long as it says the same, so that what is written for
 * one reader is good for all.
 */
public interface Lasting extends Versioned {}
