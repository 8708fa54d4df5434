/**
 * Events leave with the transaction that caused them: written beside the state, sent after commit,
 * swept after a crash.
 */
package dev.castellan.messaging.outbox;
