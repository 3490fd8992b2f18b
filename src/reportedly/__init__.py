"""Reports in, incidents out, and every value says who claimed it and where on the page."""

__version__ = "0.1.0"
