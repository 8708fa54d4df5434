/**
 * The real Kafka broker of a local suite, as a process of its own, and how its readiness is told.
 */
package dev.castellan.launcher.kafka;
