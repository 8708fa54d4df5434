package dev.castellan.contracts.element;

import dev.castellan.contracts.MayBeAbsent;

/**
 * What other systems may know of an element; values of fields stay at home, since each reader has
 * rights of his own.
 *
 * @param id of the latest revision
 * @param initid of the whole lineage
 * @param name logical name, null for none
 * @param structure name of its structure, null for a structure
 * @param status {@code alive} or {@code deleted}
 * @param version grows by one with each edit
 */
public record ElementSnapshot(
    long id,
    long initid,
    int revision,
    @MayBeAbsent String name,
    String title,
    @MayBeAbsent String structure,
    String status,
    long version) {}
