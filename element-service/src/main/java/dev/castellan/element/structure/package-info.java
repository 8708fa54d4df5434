/** Structures: which fields elements have, who may see and write them, and who may do what. */
package dev.castellan.element.structure;
