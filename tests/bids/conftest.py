"""What the tests of bids share: a signed-in browser for an actor."""

import pytest
from django.test import Client

from socialvalue.access.domain import Actor
from tests.factories.councils import user_of


@pytest.fixture
def browser():
    """``browser(actor)`` is a client that is signed in as that actor."""

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(user_of(actor))
        return client

    return signed_in


@pytest.fixture
def frozen(monkeypatch):
    """``frozen(moment)`` stops the program's clock at a moment, to the microsecond."""

    def stop(moment) -> None:
        monkeypatch.setattr("socialvalue.clock.now", lambda: moment)

    return stop
