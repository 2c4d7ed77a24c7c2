"""Which rule a note's formulas and programs follow, and what it calls the letters of that rule."""
