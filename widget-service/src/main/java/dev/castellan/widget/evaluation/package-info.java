/**
 * Values of sources: asked of smart objects over Kafka, kept for a while, shared by all viewers.
 */
package dev.castellan.widget.evaluation;
