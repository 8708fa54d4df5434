/** What a process is: its description, actions, inputs and the profiles that may execute it. */
package dev.castellan.process.definition;
