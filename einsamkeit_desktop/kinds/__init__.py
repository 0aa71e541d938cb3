"""What records are: kinds described field by field, and the rules of their values. No Qt, no database."""
