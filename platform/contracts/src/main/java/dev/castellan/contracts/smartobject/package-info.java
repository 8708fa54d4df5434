/**
 * Commands to smart objects, their results, the state of objects and modules, and facts about them.
 */
package dev.castellan.contracts.smartobject;
