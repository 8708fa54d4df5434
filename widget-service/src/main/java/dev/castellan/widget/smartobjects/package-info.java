/** What this service knows of smart objects and their modules, from their state topics. */
package dev.castellan.widget.smartobjects;
