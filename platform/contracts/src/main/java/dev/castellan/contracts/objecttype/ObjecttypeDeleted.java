package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/**
 * Fact: an object type is gone, and with it all objects of it, of which nothing more is said: there
 * may be millions. Key: its id.
 */
@EventType(value = "castellan.objecttype.deleted.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjecttypeDeleted(ObjecttypeSnapshot objecttype, Caller caller) {}
