package dev.castellan.testing.rules.broken.drawer.dto;

class LampDto {}
