"""Filing for somebody who cannot (领办代办)."""
