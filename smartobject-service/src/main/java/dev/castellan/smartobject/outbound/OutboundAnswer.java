package dev.castellan.smartobject.outbound;

/**
 * What a device answered, whatever its status, but no redirect that could be followed.
 *
 * @param done whether it had done what it was asked to before it sent on to this answer
 */
public record OutboundAnswer(int status, byte[] body, boolean done) {}
