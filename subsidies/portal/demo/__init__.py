"""The demo's made-up people and cases."""
