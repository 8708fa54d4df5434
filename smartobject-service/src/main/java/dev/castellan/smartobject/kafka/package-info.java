/** Drivers outside of the suite, in any language: registered over the API, called over Kafka. */
package dev.castellan.smartobject.kafka;
