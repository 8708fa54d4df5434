/** Inventory: object types with properties of their users' own making, and the objects of them. */
package dev.castellan.objecttype;
