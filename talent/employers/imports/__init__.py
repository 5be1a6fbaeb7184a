"""Files that HR departments hand over."""
