"""Password hashing by the OWASP setting of Argon2id."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PortalArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
