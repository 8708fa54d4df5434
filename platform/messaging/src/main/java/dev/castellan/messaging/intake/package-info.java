/**
 * How consumers take records: decoded, retried, paused while the database is away, dead-lettered
 * when hopeless.
 */
package dev.castellan.messaging.intake;
