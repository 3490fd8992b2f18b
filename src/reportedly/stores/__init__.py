"""Where records are kept: the casebook is the only file of truth."""
