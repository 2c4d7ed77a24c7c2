"""The formats that notes are written in, one file each; all of them become the same blocks."""
