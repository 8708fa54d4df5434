/** CloudEvents 1.0 in Kafka binary mode. */
package dev.castellan.messaging.cloudevents;
