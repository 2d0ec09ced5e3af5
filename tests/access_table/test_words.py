"""The words that must not be read by everybody are there to be read by some."""

import html

from tests.world.looking import address
from tests.world.standing import HERE


def test_the_secrets_are_there_to_be_found(world, browsers):
    """The suppliers read their own sealed words, and a manager what was submitted: so the words would be seen."""
    own = html.unescape(
        browsers.of("member").get(address("portal_bids:bid", "sealed_bid.uid", world.here)).content.decode()
    )
    assert "133,333.33" in own and f"{HERE} sealed answer" in own
    line = (
        browsers.of("member")
        .get(address("portal_returns:line", "delivery.due_line.uid", world.here))
        .content.decode()
    )
    assert f"{HERE} draft words" in line
    scored = address(
        "bids:moderate_answer", "moderating.uid moderating_bid.uid moderating_question.uid", world.here
    )
    marks = browsers.of("lead").get(scored).content.decode()
    assert f"{HERE} reason of scorer 1" in marks and f"{HERE} reason of scorer 2" in marks
    assert (
        "111,111.11"
        in browsers.of("lead").get(address("bids:result", "scored.uid", world.here)).content.decode()
    )
    assert (
        f"{HERE} title"
        in browsers.of("commissioner").get(address("opportunities:list", "", world.here)).content.decode()
    )
