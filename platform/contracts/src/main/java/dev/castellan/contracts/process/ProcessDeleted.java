package dev.castellan.contracts.process;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a process was deleted. Key: process id. */
@EventType(value = "castellan.process.deleted.v1", topic = Topics.PROCESS_EVENTS)
public record ProcessDeleted(ProcessSnapshot process, Caller caller) {}
