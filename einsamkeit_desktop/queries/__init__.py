"""What people ask: read-only questions to the store, answered with plain values."""
