"""Percentages and words: reported, decided, and never added up. A module of its own, because it changes measures."""

from django.urls import reverse

from measures.models import Measure
from procurement.returns import services
from tests.factories import returns as make
from tests.factories.policies import as_if_unpublished
from tests.returns.looking import desk, portal, text_of
from tests.returns.test_verifying import verify


def test_percentages_and_words_are_reported_and_not_added_up(as_, council, db):
    """They stand in the return and in the contract, and nowhere in the ledger."""
    with as_if_unpublished("measures_measure"):
        Measure.objects.filter(council=council, key="donations").update(unit="percent", valued_by="")
        Measure.objects.filter(council=council, key="emissions").update(unit="narrative", valued_by="")
    offers = {"business-advice": 9, "donations": 50, "emissions": {"how": "A story.", "quantities": {}}}
    one = make.due_return(council, offers=offers)
    make.fill(one, {"business-advice": 9, "donations": 45})
    client, line = as_(one.supplier_actor), make.line_of(one, "emissions")
    assert 'name="quantity"' not in text_of(client.get(portal("line", line)))
    client.post(portal("line", line), {"what_was_done": "We told it.", "version": line.version})
    sent = make.submitted(make.again(one))
    manager = as_(sent.manager_actor)
    page = text_of(manager.get(desk("return", sent)))
    assert "45%" in page and "In words" in page
    assert "Verify in part" not in text_of(manager.get(desk("verify_line", line)))
    line = make.line_of(sent, "donations")
    services.part_verify_line(
        line=line, quantity=make.Decimal(40), reason="Of 40%.", version=line.version, by=sent.manager_actor
    )
    verify(sent, "emissions")
    verify(sent, "business-advice")
    assert make.again(sent).status == "verified"
    page = text_of(manager.get(sent.contract.get_absolute_url()))
    assert "50%. Reported in the returns and not added up." in page
    assert "Answered in words. Reported in the returns and not added up." in page
    entries = reverse("contracts:entries", args=[sent.contract.uid, "reported"])
    assert "1 entry" in text_of(manager.get(entries))


def test_a_percentage_stands_as_the_average_of_the_returns(as_, council, db):
    """45% and 50% are 47.5% on average, and never 95%; what is sent back is not counted until it comes again."""
    with as_if_unpublished("measures_measure"):
        Measure.objects.filter(council=council, key="donations").update(
            unit="percent", adds_up="average", valued_by=""
        )
    returns = make.made_returns(council, offers={"business-advice": 9, "donations": 50})
    contract = returns[0].contract
    for one, share in zip(returns[:2], (45, 50), strict=True):
        make.move_to(make.opens_on(one.period))
        make.fill(one, {"business-advice": 9, "donations": share})
        sent = make.submitted(make.again(one))
    manager = as_(sent.manager_actor)
    page = text_of(manager.get(contract.get_absolute_url()))
    assert "50%. Reported in the returns and not added up." in page
    assert (
        "Reported: 47.5%, the average of 2 returns." in page and "Verified" not in page.split("47.5%")[1][:60]
    )
    verify(sent, "donations")
    page = text_of(manager.get(contract.get_absolute_url()))
    assert "Verified: 50%, of 1 return." in page
    first = make.line_of(returns[0], "donations")
    services.send_back_line(line=first, reason="Which site?", version=first.version, by=sent.manager_actor)
    for actor, address in (
        (sent.manager_actor, contract.get_absolute_url()),
        (sent.manager_actor, desk("verify_line", make.line_of(returns[1], "donations"))),
        (sent.supplier_actor, portal("line", make.line_of(returns[1], "donations"))),
    ):
        assert "Reported: 50%, of 1 return." in text_of(as_(actor).get(address)), address
