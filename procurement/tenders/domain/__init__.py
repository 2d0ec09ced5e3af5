"""What a tender decides: weights, the scheme, readiness for publication, deadlines and moves."""
