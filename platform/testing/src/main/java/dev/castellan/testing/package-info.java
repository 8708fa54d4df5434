/** Real PostgreSQL, real Kafka, tokens, events and faults for the tests of every service. */
package dev.castellan.testing;
