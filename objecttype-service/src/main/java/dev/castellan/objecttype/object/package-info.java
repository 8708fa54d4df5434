/** Objects: their values, how they are read, and the one engine that writes them. */
package dev.castellan.objecttype.object;
