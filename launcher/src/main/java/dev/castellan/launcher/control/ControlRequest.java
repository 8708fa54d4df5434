package dev.castellan.launcher.control;

/**
 * What a command asks of the supervisor.
 *
 * @param command one of {@code follow, status, stop, kill, start, restart}
 * @param name the process meant, where one is
 */
public record ControlRequest(String command, String name) {}
