package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.MayBeAbsent;
import dev.castellan.contracts.Topics;

/**
 * Sign of life of an external module. Key: module id.
 *
 * @param instance which of several processes of the module it is, for people
 */
@EventType(value = "castellan.module.heartbeat.v1", topic = Topics.MODULE_RESULTS)
public record ModuleHeartbeat(String module, @MayBeAbsent String instance) {}
