package dev.castellan.element.lineage;

import dev.castellan.element.document.Document;

/** The data of an answer about one revision. */
record RevisionData(Document revision) {}
