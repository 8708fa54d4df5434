/** Smart objects: things that are driven by a module, their actions and executions. */
package dev.castellan.smartobject;
