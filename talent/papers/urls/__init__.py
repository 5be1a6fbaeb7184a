"""Addresses of issued papers, and of the public page that verifies them."""
