"""Whoever gets in reads nothing that is not theirs to read: other councils, other suppliers, sealed bids, others' marks."""

import html

import pytest

from tests.access_table.table import COUNCIL, SUPPLIERS, TABLE
from tests.world.looking import address
from tests.world.standing import ALPHA, BETA, HERE, THERE

READING = [url for url in TABLE if "GET" in url.how and url.who]
SEALED = ("sealed answer", "sealed how", "133,333.33", "133333.33", "144,444.44", "144444.44")
UNSENT = ("draft words", "draft file")
BEING_SCORED = ("111,111.11", "111111.11", "122,222.22", "122222.22")
SCORERS = {"evaluator": "scorer 2", "lead_who_scores": "scorer 1"}
NOT_YET_SCORED_BY_ALL = ("published", "writing", "closed")
LISTS = {
    "journey:home",
    "opportunities:list",
    "opportunities:download",
    "opportunities:exceptions",
    "opportunities:download_exceptions",
    "contracts:list",
    "contracts:download",
    "returns:list",
    "returns:download",
}

# Every council's name and published policy stand on these.
FOR_EVERYBODY = ("public_policies:", "backtests:register")


def _secrets(url, who: str) -> set[str]:
    """What must not stand on this page for ``who``."""
    if who in COUNCIL.split():
        secrets = {THERE, *SEALED, *UNSENT, "early reason" if who != "evaluator" else ""}
        if who in SCORERS:
            secrets |= {SCORERS[who], *BEING_SCORED}
        if url.record.startswith(NOT_YET_SCORED_BY_ALL):
            secrets |= {ALPHA, BETA}
        if who.startswith("other_") and url.name in LISTS:
            secrets.add(f"{HERE} title")
        if url.name.startswith(FOR_EVERYBODY):
            secrets.remove(THERE)
    else:
        secrets = {BETA if who in ("member", "supplier_admin") else ALPHA}
    return secrets - {""}


@pytest.mark.parametrize("url", READING, ids=str)
def test_no_page_says_what_is_not_for_its_reader(url, world, browsers):
    """Every page of the table as each person who gets in."""
    path, found = address(url.name, url.record, world.here), {}
    for who in url.who.split():
        if who in COUNCIL.split() or who in SUPPLIERS.split():
            response = browsers.of(who).get(path)
            text = html.unescape(response.getvalue().decode("utf-8", "replace"))
            said = [word for word in _secrets(url, who) if word in text]
            if said:
                found[who] = said
    assert not found


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
