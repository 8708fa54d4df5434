/** Elements as XML, and the schema that such XML follows. */
package dev.castellan.element.xml;
