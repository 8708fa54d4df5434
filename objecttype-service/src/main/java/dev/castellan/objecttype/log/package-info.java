/** The change log of objects. */
package dev.castellan.objecttype.log;
