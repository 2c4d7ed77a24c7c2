"""Notes as lecturers write them, what is right and wrong in them by another path, and what the checker says."""
