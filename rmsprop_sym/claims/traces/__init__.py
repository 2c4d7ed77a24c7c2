"""Tables of a run: what their columns show, and the run that judges their cells."""
