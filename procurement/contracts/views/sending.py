"""What a page's form was sent with."""

from django.http import HttpRequest, QueryDict


def sent(request: HttpRequest) -> QueryDict | None:
    """The values of a form that was sent, empty ones too; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None
