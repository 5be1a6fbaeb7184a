"""Encryption at rest: fields bound to their row, blind indexes for look-up, encrypted sessions, key rotation."""
