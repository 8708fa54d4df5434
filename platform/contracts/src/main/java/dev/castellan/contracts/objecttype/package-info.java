/** Facts about object types, value maps, objects and their relations. */
package dev.castellan.contracts.objecttype;
