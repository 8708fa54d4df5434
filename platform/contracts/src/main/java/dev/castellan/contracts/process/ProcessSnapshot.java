package dev.castellan.contracts.process;

import java.util.List;

/**
 * What other systems may know of a process; arguments stay at home.
 *
 * @param mode {@code simple} or {@code switch}
 * @param enable state of a switch, 0 or 1
 * @param smartobjects ids of the objects its actions drive, unresolved ones left out
 * @param profiles ids of the profiles that may execute it, besides admin
 */
public record ProcessSnapshot(
    long id,
    String reference,
    String name,
    String mode,
    int enable,
    long espace,
    List<Long> smartobjects,
    List<Long> profiles,
    long version) {}
