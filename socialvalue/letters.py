"""Letters by email: plain text, sent when the change that they tell of has been committed."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string


def tell(
    *, addresses: Sequence[str], subject: str, template: str, path: str, context: dict[str, Any]
) -> None:
    """Send ``template`` to each address on its own, after commit; ``path`` is the page that the letter links to.

    One person's letter that cannot be sent keeps nobody else's back, and undoes nothing.
    """
    text = render_to_string(template, {**context, "link": f"{settings.SITE_URL}{path}"})
    one_line = " ".join(subject.split())
    for address in addresses:
        letter = EmailMessage(subject=one_line, body=text, to=[address])
        transaction.on_commit(letter.send, robust=True)
