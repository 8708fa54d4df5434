/** How request bodies are read: lenient in form, strict in meaning, every broken field named. */
package dev.castellan.web.json;
