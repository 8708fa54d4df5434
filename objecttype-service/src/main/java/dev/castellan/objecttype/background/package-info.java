/** Work in the background: indexes of properties, and rows that nobody can see any more. */
package dev.castellan.objecttype.background;
