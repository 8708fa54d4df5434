package dev.castellan.web.sse;

/**
 * One event on its way to a client.
 *
 * @param id what a client that lost its connection sends as {@code Last-Event-ID}; null for none
 * @param name what kind of event it is
 * @param data JSON
 */
public record StreamEvent(String id, String name, String data) {}
