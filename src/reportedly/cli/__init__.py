"""The command line: thin over the pipeline and the casebook."""
