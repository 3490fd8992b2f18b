"""The pipeline: the listing of this folder is its running order."""
