"""Addresses of the public pages and of an applicant's own."""
