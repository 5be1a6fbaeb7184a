"""Pages for the public, and (in ``me``) for an applicant."""
