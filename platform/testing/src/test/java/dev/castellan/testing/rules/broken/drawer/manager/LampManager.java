package dev.castellan.testing.rules.broken.drawer.manager;

class LampManager {}
