/** Text and JSON with placeholders, filled so that a value never becomes anything but a value. */
package dev.castellan.web.template;
