/** Elements: how they are found, shown, listed, made, edited and deleted. */
package dev.castellan.element.document;
