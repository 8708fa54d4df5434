/** Smart elements: documents whose fields, rights and titles their structure defines. */
package dev.castellan.element;
