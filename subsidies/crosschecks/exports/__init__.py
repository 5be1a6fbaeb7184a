"""Lists that go out to departments."""
