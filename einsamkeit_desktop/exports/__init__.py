"""Files out: sheets, papers, address cards; plain functions with a Progress."""
