package dev.castellan.process.definition;

import dev.castellan.web.json.ObjectRef;

/**
 * Body with which a profile is taken off, where the path does not name it.
 *
 * @param idProfile id or name; absent when the query names it
 */
record ProfileRemoval(ObjectRef idProfile) {}
