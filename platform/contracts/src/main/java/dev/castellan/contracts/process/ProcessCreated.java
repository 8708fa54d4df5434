package dev.castellan.contracts.process;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a process was created. Key: process id. */
@EventType(value = "castellan.process.created.v1", topic = Topics.PROCESS_EVENTS)
public record ProcessCreated(ProcessSnapshot process, Caller caller) {}
