package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.util.List;

/**
 * Full state of one smart object as other services may know it; settings stay at home. Key:
 * smartobject id; a tombstone says it is gone.
 *
 * @param status 1 online, 2 offline, 3 unknown module
 * @param profiles ids of the profiles that may execute its actions, besides admin
 * @param version grows by one with each change; a lower one than already seen is stale
 */
@EventType(value = "castellan.smartobject.state.v1", topic = Topics.SMARTOBJECT_STATE)
public record SmartobjectState(
    long id, String reference, String module, int status, List<Long> profiles, long version) {}
