"""New versions of a policy in the browser: uploaded, compared, settled, approved, published; and its reviews."""
