package dev.castellan.contracts.process;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a process's definition, state or profiles changed. Key: process id. */
@EventType(value = "castellan.process.changed.v1", topic = Topics.PROCESS_EVENTS)
public record ProcessChanged(ProcessSnapshot before, ProcessSnapshot after, Caller caller) {}
