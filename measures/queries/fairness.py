"""The file of what is fair to ask, read once for each process."""

from functools import lru_cache

from django.conf import settings

from measures.domain.fairness import Fairness, read_fairness


@lru_cache(maxsize=1)
def fairness() -> Fairness:
    """The wage, the lines and the minutes of ``fixtures/fairness.yaml``; a change of the file takes a new start."""
    path = settings.BASE_DIR / "fixtures" / "fairness.yaml"
    return read_fairness(path.read_text(encoding="utf-8"), path.name)
