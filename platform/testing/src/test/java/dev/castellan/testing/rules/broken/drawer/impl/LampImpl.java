package dev.castellan.testing.rules.broken.drawer.impl;

class LampImpl {}
