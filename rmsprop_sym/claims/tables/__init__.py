"""The tables of a note, whatever they show: runs of its rules, values of formulas, or prose."""
