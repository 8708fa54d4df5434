package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.time.Instant;

/**
 * Fact: an object came up or went down, or its module came or went. Nobody edited it, so its
 * version stays. Key: smartobject id.
 *
 * @param before 1 online, 2 offline, 3 unknown module
 * @param after likewise
 */
@EventType(value = "castellan.smartobject.status-changed.v1", topic = Topics.SMARTOBJECT_EVENTS)
public record SmartobjectStatusChanged(
    long id, String reference, String module, int before, int after, Instant at) {}
