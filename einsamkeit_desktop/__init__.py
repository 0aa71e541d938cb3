"""Gem-Einsamkeit: an offline contact and case manager for a municipal coordinator against loneliness."""

__version__ = "0.1.0"
