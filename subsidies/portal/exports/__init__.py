"""Papers of filing for others."""
