"""``python -m reportedly`` is ``reportedly``."""

from reportedly.cli.main import main

main()
