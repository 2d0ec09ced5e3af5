"""Measures that are written for one procurement, and proposed for the library, in the world of the tests."""

from decimal import Decimal

from councils.policies.domain.counting import HowItAddsUp, Unit
from procurement.opportunities import services as opportunity_services
from procurement.opportunities.domain.bespoke import Written


class Writing:
    """What a town writes for its procurements; it has ``staff``, ``say`` and its records."""

    def _written_measures(self) -> None:
        """Of ``draft``: ``written_draft`` is not sent, ``written_asked`` waits, ``written_approved`` is chosen with others."""
        self.written_draft, asked, approved = (self._written(self.draft) for _ in range(3))
        self.written_asked = self._sent(asked)
        self.written_approved = self._approved(approved)
        self.draft.refresh_from_db()

    def _sent(self, one):
        opportunity_services.propose_measure(measure=one, version=one.version, by=self.staff.commissioner)
        return one

    def _approved(self, one):
        told = {"approves": True, "reason": self.say("reason"), "by": self.staff.lead}
        return opportunity_services.decide_measure(measure=self._sent(one), version=one.version, **told)

    def _proposals(self) -> None:
        """Of ``signed``: ``written_signed`` can be proposed for the library, ``proposal_waiting`` is, and
        ``proposal_turned_down`` was."""
        self.proposal_waiting, turned_down = map(self._proposed, self.written_to_propose)
        self.proposal_turned_down = opportunity_services.decide_proposal(
            proposal=turned_down,
            draft=None,
            reason=self.say("reason"),
            version=turned_down.version,
            by=self.staff.administrator,
        )

    def _proposed(self, one):
        told = {"why": self.say("why"), "version": one.version, "by": self.staff.lead}
        return opportunity_services.propose_for_library(measure=one, **told)

    def _written(self, procurement):
        procurement.refresh_from_db()
        words = ("headline", "definition", "evidence", "why", "worth_source", "worth_licence")
        return opportunity_services.write_measure(
            procurement=procurement,
            written=Written(
                **{word: self.say(word) for word in words},
                unit=Unit.ITEM,
                adds_up=HowItAddsUp.FLOW,
                counted_one=self.say("one"),
                counted_many=self.say("many"),
                worth=Decimal("125.00"),
                worth_price_year="2026",
            ),
            outcome=procurement.outcomes.order_by("position").first().pk,
            version=procurement.version,
            by=self.staff.commissioner,
        )
