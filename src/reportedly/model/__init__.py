"""The tagger: one small encoder that marks names and attributions in English news text."""

from .reading import Attribution, Name, Reading
from .tagger import Tagger, load_tagger
from .told import Told, ToldWords

__all__ = ["Attribution", "Name", "Reading", "Tagger", "Told", "ToldWords", "load_tagger"]
