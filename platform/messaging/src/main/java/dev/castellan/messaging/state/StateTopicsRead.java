package dev.castellan.messaging.state;

/** Fired once, asynchronously: every follower knows all that the topics held at start. */
public record StateTopicsRead() {}
