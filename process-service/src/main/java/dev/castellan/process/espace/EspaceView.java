package dev.castellan.process.espace;

/** An espace as clients read it. */
public record EspaceView(long id, String reference, String name, String description, String icon) {}
