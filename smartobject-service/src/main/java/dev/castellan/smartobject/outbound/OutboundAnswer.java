package dev.castellan.smartobject.outbound;

/** What a device answered, whatever its status, but no redirect that could be followed. */
public record OutboundAnswer(int status, byte[] body) {}
