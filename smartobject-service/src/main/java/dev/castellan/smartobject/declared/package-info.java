/** Drivers that are one YAML file: each action is a request to the device, or a message. */
package dev.castellan.smartobject.declared;
