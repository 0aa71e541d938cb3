"""What people do: the only writers. Each action is one named step that can be taken back."""
