/** Drivers that are one YAML file: each action is a request to the device. */
package dev.castellan.smartobject.http;
