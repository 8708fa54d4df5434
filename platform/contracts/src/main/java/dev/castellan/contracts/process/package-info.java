/** Facts about processes and their executions. */
package dev.castellan.contracts.process;
