"""What guides say of the shares by which a value is adjusted: shown beside the boxes, and deciding nothing."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from measures.domain.guides import Guides, read_guides

NAME = "adjustments.yaml"


@lru_cache(maxsize=1)
def _guides() -> Guides:
    path = Path(settings.BASE_DIR) / "fixtures" / NAME
    return read_guides(path.read_text(encoding="utf-8"), NAME)


def guides() -> dict[str, str]:
    """A sentence for each share that a guide gives a range for, by its name."""
    return _guides().words
