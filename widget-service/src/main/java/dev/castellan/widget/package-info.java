/** Widgets: texts and lists for a screen, filled with what smart objects say. */
package dev.castellan.widget;
