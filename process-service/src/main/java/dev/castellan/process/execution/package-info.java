/** Runs processes: accepts executions, sends a command per step and moves on with each result. */
package dev.castellan.process.execution;
