"""Whatever is signed, varied, submitted, verified and sent back in whatever order: the promises hold at every number."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.domain.units import Unit
from procurement.ledger import queries, services
from procurement.ledger.domain.figures import FigureName, Figures
from procurement.ledger.domain.lines import Event, Kind, Line, NewPosting, Source, Statement
from procurement.ledger.domain.worth import worth
from procurement.ledger.management.commands.check_ledger import check
from socialvalue.access.domain import Refusal, Stale
from tests.ledger.builders import CONTRACT, LINE, QUARTERS, World, counted, new_world, pound_for_pound

DAY = date(2026, 10, 1)
QUANTITY = st.decimals(min_value=0, max_value=9999, places=4)
WHERE = {"account": st.integers(0, 1), "quarter": st.integers(0, 2)}
ACT = st.one_of(
    st.fixed_dictionaries({"act": st.just("sign"), "account": st.integers(0, 1), "quantity": QUANTITY}),
    st.fixed_dictionaries({"act": st.just("vary"), **WHERE, "quantity": QUANTITY, "less": st.booleans()}),
    st.fixed_dictionaries({"act": st.just("submit"), **WHERE, "quantity": QUANTITY, "twice": st.booleans()}),
    st.fixed_dictionaries(
        {"act": st.just("verify"), **WHERE, "quantity": st.none() | QUANTITY, "late": st.booleans()}
    ),
    st.fixed_dictionaries({"act": st.just("send_back"), **WHERE}),
    st.fixed_dictionaries({"act": st.just("take_back"), **WHERE}),
)


@dataclass
class Naive:
    """The same story told with plain variables: one line of a return for each account and quarter."""

    signed: dict = field(default_factory=dict)
    varied: dict = field(default_factory=dict)
    revision: dict = field(default_factory=dict)
    reported: dict = field(default_factory=dict)
    verified: dict = field(default_factory=dict)
    closed: set = field(default_factory=set)

    def figures(self, valued: dict) -> dict[FigureName, tuple]:
        """Quantity by unit, and pounds, of each figure."""
        now = {}
        for quantities in (self.signed, self.varied):
            for (account, quarter, *_), quantity in quantities.items():
                now.setdefault((account, quarter), []).append(quantity)
        due = {key: found for key, found in now.items() if QUARTERS[key[1]].end < DAY}
        return {
            FigureName.COMMITTED_ORIGINALLY: _added({k: [q] for k, q in self.signed.items()}, valued),
            FigureName.COMMITTED_NOW: _added(now, valued),
            FigureName.DUE_BY_NOW: _added(due, valued),
            FigureName.REPORTED: _added({k: [q] for k, q in self.reported.items()}, valued),
            FigureName.VERIFIED: _added({k: [q] for k, q in self.verified.items()}, valued),
        }


def _added(quantities: dict, valued: dict) -> tuple:
    by_account: dict = {}
    pounds = [
        worth(quantity, valued[account], QUARTERS[quarter]).gross
        for (account, quarter), found in quantities.items()
        for quantity in found
        if valued[account]
    ]
    for (account, _), found in quantities.items():
        by_account[account] = by_account.get(account, Decimal(0)) + sum(found)
    return by_account, (sum(pounds) if pounds else None)


class Story:
    """Does each act to the ledger and to the naive model, and sees that both agree."""

    def __init__(self, world: World):
        self.world = world
        self.accounts = [world.account(), world.account("donations", Unit.GBP, pound_for_pound())]
        self.valued = {0: None, 1: pound_for_pound()}
        self.naive = Naive()
        self.varieties = 0

    def line(self, act: dict) -> tuple[tuple[int, int], Source]:
        key = act["account"], act["quarter"]
        return key, Source(LINE, 10 * key[0] + key[1] + 1, self.naive.revision.get(key, 0))

    def sign(self, act: dict) -> None:
        account = self.accounts[act["account"]]
        signed = {(act["account"], quarter): act["quantity"] for quarter in range(3)}
        if not signed.keys() <= self.naive.signed.keys():
            self.naive.signed.update(signed)
        elif any(self.naive.signed[key] != quantity for key, quantity in signed.items()):
            return
        lines = [counted(account, str(act["quantity"]), QUARTERS[quarter]) for quarter in range(3)]
        services.commit(source=Source(CONTRACT, account.pk, 1), lines=lines, by=self.world.lead)

    def vary(self, act: dict) -> None:
        key = act["account"], act["quarter"]
        account = self.accounts[key[0]]
        quantity = -act["quantity"] if act["less"] else act["quantity"]
        found = worth(quantity, self.valued[key[0]], QUARTERS[key[1]])
        pounds = (found.gross, found.adjusted) if found else (None, None)
        line = Line(account.pk, Kind.COMMITTED, QUARTERS[key[1]], quantity, *pounds)
        self.varieties += 1
        new = NewPosting(Event.VARY, CONTRACT, account.pk, 1 + self.varieties, (line,))
        committed = self.naive.signed.get(key, 0) + sum(
            q for (a, k, _), q in self.naive.varied.items() if (a, k) == key
        )
        if committed + quantity < 0:
            with pytest.raises(Refusal):
                services.post(council_id=self.world.council.pk, postings=[new], by=self.world.lead)
            return
        self.naive.varied[(*key, self.varieties)] = quantity
        services.post(council_id=self.world.council.pk, postings=[new], by=self.world.lead)

    def submit(self, act: dict) -> None:
        key, source = self.line(act)
        self.naive.revision[key] = source.revision + 1
        self.naive.reported[key] = act["quantity"]
        self.naive.verified.pop(key, None)
        self.naive.closed.discard(key)
        lines = (counted(self.accounts[key[0]], str(act["quantity"]), QUARTERS[key[1]]),)
        said = Statement(Source(LINE, source.id, source.revision + 1), lines)
        for _ in range(2 if act["twice"] else 1):
            services.report(statements=[said], by=self.world.member)

    def verify(self, act: dict) -> None:
        key, source = self.line(act)
        if not self.naive.revision.get(key):
            return
        if act["late"]:
            source = Source(LINE, source.id, source.revision - 1)
        asked = act["quantity"]
        lines = None if asked is None else [counted(self.accounts[key[0]], str(asked), QUARTERS[key[1]])]
        reported = self.naive.reported.get(key)
        if reported is None or act["late"] or key in self.naive.closed:
            with pytest.raises(Stale):
                services.verify(source=source, lines=lines, by=self.world.manager)
        elif asked is not None and asked > reported:
            with pytest.raises(Refusal):
                services.verify(source=source, lines=lines, by=self.world.manager)
        elif key not in self.naive.verified:
            self.naive.verified[key] = reported if asked is None else asked
            services.verify(source=source, lines=lines, by=self.world.manager)

    def send_back(self, act: dict) -> None:
        key, source = self.line(act)
        if self.naive.verified.pop(key, None) is not None:
            self.naive.closed.add(key)
        services.send_back(source=source, reason="No evidence.", by=self.world.manager)

    def take_back(self, act: dict) -> None:
        key, source = self.line(act)
        if not source.revision:
            return
        self.naive.revision[key] = source.revision + 1
        self.naive.reported.pop(key, None)
        self.naive.verified.pop(key, None)
        said = Statement(Source(LINE, source.id, source.revision + 1), ())
        services.report(statements=[said], by=self.world.member)

    def agrees(self, found: Figures) -> None:
        for name, (quantities, pounds) in self.naive.figures(self.valued).items():
            amount = found.get(name)
            units = {"hour": quantities.get(0), "gbp": quantities.get(1)}
            assert amount.quantities == {unit: q for unit, q in units.items() if q is not None}, name
            assert amount.gross == pounds, name


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(ACT, max_size=20))
def test_any_story_keeps_every_promise(db, story):
    with transaction.atomic():
        told = Story(new_world())
        lead = told.world.lead
        then = {}
        for act in story:
            getattr(told, act["act"])(act)
            found = queries.figures(lead, as_of_day=DAY)
            told.agrees(found.total)
            then[queries.head_seq(lead)] = found.total
        assert check() == []
        for seq, total in then.items():
            assert queries.figures(lead, as_of_day=DAY, as_of_seq=seq).total == total
        for name in FigureName:
            opened = queries.entries_behind(lead, name, as_of_day=DAY, per_page=1000)
            every = queries.entries_behind(lead, name, as_of_day=DAY, per_page=1000, with_reversed=True)
            for page in (opened.page, every.page):
                assert sum(row.quantity for row in page) == sum(opened.amount.quantities.values())
                assert sum(row.gross or 0 for row in page) == (opened.amount.gross or 0)
        transaction.set_rollback(True)
