/** The texts of widgets, with values of sources in braces. */
package dev.castellan.widget.template;
