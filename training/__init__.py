"""How the weights of `reportedly.model` came to be; re-run with `python -m training.run`."""
