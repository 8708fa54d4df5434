package dev.castellan.process.execution;

import dev.castellan.messaging.idempotency.IdempotencyKey;
import java.util.List;

/**
 * A request for a run, checked as far as it can be before it is accepted.
 *
 * @param plan steps of a simple process; null for a switch, which is planned under its lock
 * @param version of the definition that was checked
 * @param enable state of the process as its definition had it
 * @param key under which it was asked for; null without one
 */
record Acceptance(Order order, List<StepPlan> plan, long version, int enable, IdempotencyKey key) {}
