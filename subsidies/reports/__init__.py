"""Papers that gather what several features know of a case."""
