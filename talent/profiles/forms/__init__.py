"""Forms by which people enter their profile."""
