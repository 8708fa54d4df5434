/** What belongs to the life of an element: revisions, history, locks, the trash. */
package dev.castellan.element.lineage;
