"""WHAT people ask: read-only questions to the store that give plain values."""
