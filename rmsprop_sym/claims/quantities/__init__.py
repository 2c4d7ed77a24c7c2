"""What prose says of quantities by their names: half-lives, weights, lengths of steps, units, and floats."""
