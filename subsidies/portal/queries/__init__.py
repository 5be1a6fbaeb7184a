"""What the public pages and the applicant's pages show."""
