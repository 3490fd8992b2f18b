"""Settings of all tests."""

from hypothesis import settings

# A machine that is busy with other work is no reason for a property to fail.
settings.register_profile("reportedly", deadline=None)
settings.load_profile("reportedly")
