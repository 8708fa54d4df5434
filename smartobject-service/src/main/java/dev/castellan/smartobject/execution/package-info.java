/** Running actions: one engine behind HTTP calls and Kafka commands. */
package dev.castellan.smartobject.execution;
