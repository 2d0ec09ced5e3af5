"""What bidders are written: a receipt when they submit, and that there is an outcome; never what is in a bid."""

import pytest
from django.core import mail
from django.urls import reverse

from procurement.bids import services
from socialvalue.letters import tell
from tests.factories import bids as make
from tests.factories.councils import supplier, supplier_member, user_of
from tests.factories.tenders import published_tender

pytestmark = pytest.mark.django_db
CONTENT = ("112,500", "112500", make.HOW, "We keep every park open", "Local jobs")


def told(letter) -> str:
    """Subject and text."""
    return f"{letter.subject}\n{letter.body}"


def test_a_receipt_goes_to_everybody_who_acts_for_the_supplier(rotherham, django_capture_on_commit_callbacks):
    firm = supplier("Greenways")
    first, second, gone = (supplier_member(firm) for _ in range(3))
    user_of(gone).supplier_memberships.update(active=False)
    tender = published_tender(rotherham)
    with django_capture_on_commit_callbacks(execute=True):
        bid = make.submitted_bid(tender, first)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        user_of(one).email for one in (first, second)
    )
    for letter in mail.outbox:
        assert letter.subject.startswith(f"Keep your receipt {bid.receipt}: your bid is in.")
        assert reverse("portal_bids:bid", args=[bid.uid]) in letter.body
        assert not [secret for secret in CONTENT if secret in told(letter)]


def test_every_bidder_is_told_that_there_is_an_outcome_and_not_which(
    rotherham, django_capture_on_commit_callbacks
):
    tender = make.scored_tender(rotherham)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        services.award(
            tender=tender,
            bid=tender.made[0],
            reason="It has the most marks.",
            decision_reference="ODR 2026/114",
            version=tender.version,
            by=tender.lead,
        )
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {user_of(bid.actor).email for bid in tender.made}
    texts = set()
    for bid in tender.made:
        letter = letters[user_of(bid.actor).email]
        assert letter.subject.startswith("Look at the outcome of your bid: RMBC-")
        link = reverse("portal_bids:bid", args=[bid.uid])
        assert link in letter.body
        texts.add(told(letter).replace(link, ""))
        for secret in (*CONTENT, "Supplier", "uccessful", "ODR 2026/114"):
            assert secret not in told(letter), secret
    assert len(texts) == 1, "the letter tells who won"


def test_a_bid_that_was_not_submitted_gets_no_letter(rotherham, django_capture_on_commit_callbacks):
    tender = published_tender(rotherham)
    with django_capture_on_commit_callbacks(execute=True):
        make.whole_bid(tender)
        assert not mail.outbox
    assert not mail.outbox


@pytest.mark.parametrize("between", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_a_title_of_two_lines_makes_no_new_head_of_a_letter(between, django_capture_on_commit_callbacks):
    """Whoever names a purchase could otherwise write to others, or keep the letter from being sent at all."""
    with django_capture_on_commit_callbacks(execute=True):
        tell(
            addresses=["one@supplier.example"],
            subject=f"Your bid: parks{between}Bcc: other@elsewhere.example",
            template="bids/mail/receipt.txt",
            path="/",
            context={},
        )
    (letter,) = mail.outbox
    assert letter.subject == "Your bid: parks Bcc: other@elsewhere.example"
    assert letter.recipients() == ["one@supplier.example"]
    assert "Bcc" not in letter.message()
