"""What runs in the limited process that opens an uploaded file. Nothing here imports Django or the settings."""
