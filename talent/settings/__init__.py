"""Settings of the portal: ``demo`` (default), ``test`` and ``production`` build on ``base``."""
