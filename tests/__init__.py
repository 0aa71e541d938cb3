"""The tests; they mirror the package. ``python -m tests`` runs everything."""
