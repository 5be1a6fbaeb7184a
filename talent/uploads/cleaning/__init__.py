"""Programs that open a hostile file in a process of their own and write a harmless copy of it."""
