/** Processes: definitions of what smart objects do together, and the executions of them. */
package dev.castellan.process;
