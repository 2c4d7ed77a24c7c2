"""The statements of each note, with their truth."""
