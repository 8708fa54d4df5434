package dev.castellan.elsewhere;

/** Belongs to another service, as far as the rules can tell. */
public class Fan {}
