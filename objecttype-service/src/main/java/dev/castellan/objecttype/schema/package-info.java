/** What objects are made of: types, their properties, who may do what; and all of it in memory. */
package dev.castellan.objecttype.schema;
