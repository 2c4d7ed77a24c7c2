"""rmsprop_sym."""
