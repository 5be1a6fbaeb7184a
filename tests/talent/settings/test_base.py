from __future__ import annotations

from django.core.cache import CacheHandler
from environ import Env


def test_a_cache_in_redis_that_the_readme_offers_finds_its_client():
    caches = CacheHandler({"default": Env.cache_url_config("rediscache://localhost:6379/1")})
    assert caches["default"]._cache._lib.__name__ == "redis"
