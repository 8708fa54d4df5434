package dev.castellan.process.smartobjects;

/** Told when a module's manifest has come to call other arguments secret. */
public record SecretsDeclared(String module) {}
