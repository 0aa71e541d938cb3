"""Invented stores to look at, to practise with and to measure: the same arguments always give the same records."""
