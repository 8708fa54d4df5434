package dev.castellan.widget.smartobjects;

/** Fired when a smart object came, changed its name, status or profiles, or went. */
public record SmartobjectNews(long id) {}
