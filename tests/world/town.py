"""One council with a record in every stage, made by the services as people would make it."""

from decimal import Decimal

from councils.organisations.models import Council
from councils.people.models import User
from councils.policies import services as policy_services
from councils.policies.models import PolicyVersion
from measures.models import Measure
from procurement.backtests import services as backtest_services
from procurement.bids import queries as bid_queries
from procurement.bids import services as bid_services
from procurement.bids.models import Award, Bid, ProposedMeasure
from procurement.contracts import services as contract_services
from procurement.contracts.models import Contract
from procurement.opportunities import services as opportunity_services
from procurement.tenders import services as tender_services
from procurement.tenders.models import Question, Tender
from socialvalue import clock
from socialvalue.jobs.models import Job
from tests.factories import bids as make_bids
from tests.factories import licensed as make_licensed
from tests.factories import opportunities as make_procurements
from tests.factories import policies as make_policies
from tests.factories import tenders as make_tenders
from tests.factories.returns import pdf
from tests.world import time
from tests.world.people import Firm, Say, staff_of
from tests.world.writing import Writing

MEASURES = ("local-jobs", "apprenticeships", "donations", "emissions")
OFFERED = {"local-jobs": 5, "apprenticeships:level-3": 2, "donations": 500, "emissions": 3}
RIVAL_OFFERED = {"local-jobs": 3, "donations": 250}
KEPT = ("procurement", "council")
SEALED_PRICES = ("133333.33", "144444.44")  # of bids that nobody has opened
OPENED_PRICES = ("111111.11", "122222.22")  # of bids that are being scored
AWARDED_PRICES = ("155555.55", "166666.66")


class Town(Writing):
    """A council, its people, the firm that wins (``home``), the firm that loses (``rival``), and the records.

    Attributes are named by state: ``exception_asked``, ``exception_refused`` and ``exception_approved``; ``draft`` and ``assessed`` are procurements; ``building``, ``published``,
    ``writing`` (the home firm's bid is a draft there), ``closed``, ``opened``, ``moderating``, ``scored`` and
    ``awarded`` are tenders; ``prepared`` and ``signed`` are contracts.
    """

    def __init__(self, council: Council, say: Say, home: Firm, rival: Firm) -> None:
        self.council, self.say, self.home, self.rival = council, say, home, rival
        self.staff = staff_of(council, say)
        self.scorers = (self.staff.evaluator, self.staff.lead_who_scores)
        self.policy = None
        self.measure = Measure.objects.get(council=council, key="local-jobs")
        time.at(time.START)
        self.signed = self._signed_contract()
        time.at(time.TENDERING)
        self._procurements()
        self._exceptions()
        self._written_measures()
        self._tenders()
        self._name_parts()
        self._backtests()
        self._versions()
        self._proposals()
        self._licensed()
        time.at(time.NOW)

    def _versions(self) -> None:
        """``draft_version`` can go on, in ``unsettled_version`` a choice is open, ``asked_version`` waits for approval."""
        self.draft_version = self._version("2028-04-01", make_policies.weight(25))
        self.unsettled_version = self._version("2028-05-01", make_policies.another_weight(10))
        asked = self._version("2028-06-01", make_policies.weight(30))
        policy_services.ask(
            policy=asked, begins=asked.begins_on, version=asked.version, by=self.staff.administrator
        )
        self.asked_version = PolicyVersion.objects.get(pk=asked.pk)

    def _licensed(self) -> None:
        """``licensed_table`` is in use, ``licensed_draft`` waits to be loaded and holds a row that cannot be. Every
        amount is invented."""
        told = {
            "method_name": self.say("method")[:60],
            "edition": self.say("edition"),
            "licence": self.say("licence"),
            "file_name": f"{self.say('file')}.csv",
        }
        lead = self.staff.lead
        self.licensed_table = make_licensed.loaded_table(lead, "Reference,Value\ndonations,0.123\n", **told)
        wrong = f'Reference,Value,{self.say("column")}\nlocal-jobs,12.34,\n{self.say("reference")},5,\nemissions,"1,5",\n'
        self.licensed_draft = make_licensed.uploaded_table(lead, wrong, **told)

    def _version(self, begins: str, change) -> PolicyVersion:
        text = make_policies.new_text(self.policy.source, self.say("version"), begins, change)
        return make_policies.uploaded(self.staff.administrator, text, f"{self.say('file')}.yaml")

    def _told(self, **more) -> dict:
        """What is told of each purchase."""
        return {
            "by": self.staff.commissioner,
            "title": self.say("title"),
            "description": self.say("description"),
            **time.LATER,
            **more,
        }

    def _assessed(self, **more):
        return make_procurements.assessed_procurement(self.council, measures=MEASURES, **self._told(**more))

    def _procurements(self) -> None:
        self.draft = make_procurements.judged_procurement(self.council, **self._told())
        chosen = Measure.objects.filter(policy=self.draft.policy, key__in=("local-spend", "emissions"))
        opportunity_services.choose(
            procurement=self.draft,
            outcomes={one.outcome_id for one in chosen},
            measures={one.pk for one in chosen},
            version=self.draft.version,
            by=self.staff.commissioner,
        )
        self.assessed = self._assessed()
        self.policy = self.assessed.policy

    def _exceptions(self) -> None:
        """``exception_asked`` waits with a file, ``exception_refused`` can be asked again; both are of ``draft``.
        ``exception_approved`` is of ``assessed``."""
        self.exception_asked = self._ask(self.draft, "weighting", Decimal("15"))
        self.exception_file = self.exception_asked.files.get()
        refused = self._ask(self.draft, "obligation")
        approved = self._ask(self.assessed, "weighting", Decimal("25"))
        told = {"note": self.say("note"), "by": self.staff.approver}
        self.exception_refused = opportunity_services.refuse_exception(
            exception=refused, decision_reference="", version=refused.version, **told
        )
        self.exception_approved = opportunity_services.approve_exception(
            exception=approved, decision_reference=self.say("minute"), version=approved.version, **told
        )

    def _ask(self, procurement, rule: str, instead: Decimal | None = None):
        procurement.refresh_from_db()
        return opportunity_services.ask_exception(
            procurement=procurement,
            rule=rule,
            instead=instead,
            reason=self.say("reason"),
            statement=self.say("statement"),
            upload=pdf(f"{self.say('file')}.pdf", str(procurement.uid).encode()),
            version=procurement.version,
            by=self.staff.commissioner,
        )

    def _backtests(self) -> None:
        """``register`` was taken in; ``backtest`` is ready, ``untried`` is still to be made."""
        line = ",".join(self.say(word) for word in ("title", "supplier", "service area"))
        self.register = backtest_services.upload(
            name=self.say("register"),
            file_name=f"{self.say('file')}.csv",
            content=f"Title,Supplier,Department,Value,SME\n{line},120000,yes\n{line},0,no\n".encode(),
            by=self.staff.lead,
        )
        asked = {"register": self.register, "policy": self.policy, "by": self.staff.lead}
        hours = {"hours_assessment": Decimal("5"), "hours_return": Decimal("1.5")}
        self.backtest = backtest_services.request_backtest(**asked, **hours)
        self.untried = backtest_services.request_backtest(**asked, **hours)
        for job in Job.objects.filter(council=self.council, task=backtest_services.PRODUCE)[:2]:
            if job.subject_id == self.backtest.pk:
                Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
        backtest_services.produce(backtest_id=self.backtest.pk, progress=lambda percent, doing: None)

    # Tenders

    def _questions(self) -> tuple:
        ask = self.say
        return (
            ("quality", ask("question"), Decimal("40")),
            ("social_value", ask("question"), Decimal("20")),
        )

    def _ready(self, days: int, takes_proposals: bool = False, procurement=None, **more) -> Tender:
        tender = make_tenders.ready_tender(
            procurement or self._assessed(**more),
            self.staff.lead,
            days=days,
            scorers=self.scorers,
            questions=self._questions(),
            takes_proposals=takes_proposals,
        )
        tender_services.set_instructions(
            tender=tender, instructions=self.say("instructions"), version=tender.version, by=self.staff.lead
        )
        return tender

    def _published(self, days: int, **more) -> Tender:
        ready = self._ready(days, **more)
        tender_services.publish(tender=ready, version=ready.version, by=self.staff.lead)
        return self.fresh(ready)

    def fresh(self, tender: Tender) -> Tender:
        """The tender as it stands, with the people that the factories look for."""
        found = Tender.objects.select_related(*KEPT).get(pk=tender.pk)
        found.lead, found.scorers = self.staff.lead, self.scorers
        return found

    def _bid(self, tender: Tender, firm: Firm, price: str, offers: dict, sealed: str = "sealed ") -> Bid:
        how = self.say(f"{sealed}how")
        return make_bids.whole_bid(
            tender,
            firm.member,
            price=price,
            offers={key: {"how": how, "quantities": number} for key, number in offers.items()},
            answers=self.say(f"{sealed}answer"),
        )

    def _submitted(
        self, tender: Tender, firm: Firm, price: str, offers: dict, sealed: str = "sealed "
    ) -> Bid:
        bid = self._bid(tender, firm, price, offers, sealed)
        if tender.takes_proposals:
            self._propose(bid, sealed)
            bid.refresh_from_db()
        bid_services.submit(bid=bid, version=bid.version, by=firm.member)
        return Bid.objects.select_related("tender", "supplier").get(pk=bid.pk)

    def _propose(self, bid: Bid, sealed: str = "sealed ") -> ProposedMeasure:
        """A measure of the bidder's own in a draft."""
        words = ("headline", "definition", "evidence", "why", "counted_one", "counted_many")
        told = {name: self.say(f"{sealed}{name} of its own") for name in words}
        return make_bids.propose(bid, how=self.say(f"{sealed}how"), **told)

    def _with_bids(self, prices: tuple[str, str], sealed: str = "", **more) -> Tender:
        tender = self._published(time.DAYS_SHORT, **more)
        self._submitted(tender, self.home, prices[0], OFFERED, sealed)
        self._submitted(tender, self.rival, prices[1], RIVAL_OFFERED, sealed)
        return tender

    def _tenders(self) -> None:
        self.building = self._ready(time.DAYS_LONG)
        self.building_question = Question.objects.get(tender=self.building, kind="quality")
        self.published = self._published(time.DAYS_LONG)
        self._correct(self.published)
        self.sealed_bid = self._submitted(self.published, self.home, SEALED_PRICES[0], OFFERED)
        self.writing = self._published(time.DAYS_LONG, takes_proposals=True)
        self.draft_bid = self._bid(self.writing, self.home, SEALED_PRICES[0], OFFERED)
        self.own_measure = self._propose(self.draft_bid)
        self.draft_bid.refresh_from_db()
        self.rivals_bid = self._submitted(self.writing, self.rival, SEALED_PRICES[1], RIVAL_OFFERED)
        self.closed = self._with_bids(SEALED_PRICES, "sealed ", takes_proposals=True)
        later = [self._with_bids(OPENED_PRICES) for _ in range(3)]
        later += [self._with_bids(AWARDED_PRICES) for _ in range(2)]
        deciding = self._published(time.DAYS_SHORT, takes_proposals=True)
        self._submitted(deciding, self.home, AWARDED_PRICES[0], OFFERED, "")
        time.after(self.closed.deadline, days=1)
        *later, deciding = map(self._open, (*later, deciding))
        self.opened, self.moderating, self.scored, self.awarded, to_prepare = later
        self._score(self.opened, by=self.staff.evaluator, most=1, reason="early reason")
        for tender in (self.moderating, self.scored, self.awarded, to_prepare, deciding):
            self._agree(tender)
        self.scored = self._finish(self.scored)
        self.awarded = self._award(self._finish(self.awarded))
        self.prepared = self._prepare(self._award(self._finish(to_prepare)))
        self.deciding = self._award(self._finish(deciding))
        self.deciding_bid = self.bid_of(self.deciding)
        self.proposed_measure = ProposedMeasure.objects.get(bid=self.deciding_bid)

    def _correct(self, tender: Tender) -> None:
        procurement = tender.procurement
        procurement.refresh_from_db()
        opportunity_services.correct_facts(
            procurement=procurement,
            version=procurement.version,
            by=self.staff.lead,
            reason=self.say("reason"),
            value_ex_vat=procurement.value_ex_vat + 1,
        )

    def _open(self, tender: Tender) -> Tender:
        bid_services.open_bids(tender=tender, version=tender.version, by=self.staff.lead)
        return self.fresh(tender)

    def bid_of(self, tender: Tender, firm: Firm | None = None) -> Bid:
        """The bid of the home firm (or of another) for a tender."""
        return Bid.objects.get(tender=tender, supplier=(firm or self.home).supplier)

    def _name_parts(self) -> None:
        """Bids, questions and offers by the tender that they belong to, for addresses."""
        for name in ("closed", "opened", "moderating", "scored", "awarded"):
            tender = getattr(self, name)
            setattr(self, f"{name}_bid", self.bid_of(tender))
            setattr(self, f"{name}_question", self.question_of(tender))
        self.closed_own = ProposedMeasure.objects.get(bid=self.closed_bid)
        self.writing_question = self.question_of(self.writing)
        self.donations = Measure.objects.get(policy=self.policy, key="donations")
        self.apprenticeships = Measure.objects.get(policy=self.policy, key="apprenticeships")
        self.law = PolicyVersion.objects.get(council=None)

    def question_of(self, tender: Tender, kind: str = "quality") -> Question:
        """The one question of that kind."""
        return Question.objects.get(tender=tender, kind=kind)

    def _score(self, tender: Tender, by, most: int | None = None, reason: str = "reason") -> None:
        for one in bid_queries.to_score(by, tender)[:most]:
            bid_services.record_score(
                bid=one.bid,
                question=one.question.uid,
                scores={criterion.key: 4 for criterion in one.scoring.criteria},
                reason=self.say(f"{reason} of scorer {self.scorers.index(by) + 1}"),
                version=0,
                by=by,
            )

    def _agree(self, tender: Tender) -> None:
        for scorer in self.scorers:
            self._score(tender, by=scorer)
        lead = self.staff.lead
        for one in bid_queries.standings(lead, tender):
            bid_services.moderate(
                bid=one.bid,
                question=one.question.uid,
                scores={criterion.key: 4 for criterion in one.scoring.criteria},
                reason=self.say("consensus"),
                version=0,
                by=lead,
            )

    def _finish(self, tender: Tender) -> Tender:
        bid_services.finish_moderation(tender=tender, version=tender.version, by=self.staff.lead)
        return self.fresh(tender)

    def _award(self, tender: Tender) -> Tender:
        bid_services.award(
            tender=tender,
            bid=self.bid_of(tender),
            reason=self.say("reason of the award"),
            decision_reference=self.say("decision"),
            version=tender.version,
            by=self.staff.lead,
        )
        return self.fresh(tender)

    # Contracts

    def _prepare(self, tender: Tender) -> Contract:
        return contract_services.prepare(
            award=Award.objects.select_related("tender").get(tender=tender),
            manager=User.objects.get(pk=self.staff.manager.user_id),
            by=self.staff.lead,
        )

    def _signed_contract(self) -> Contract:
        procurement = self._assessed(**time.CONTRACT)
        made = [self._approved(self._written(procurement)) for _ in range(3)]
        self.written_signed, *self.written_to_propose = made
        tender = self._with_bids(AWARDED_PRICES, procurement=procurement)
        time.after(tender.deadline, days=1)
        tender = self._open(tender)
        self._agree(tender)
        contract = self._prepare(self._award(self._finish(tender)))
        contract_services.sign(
            contract=contract, signed_on=clock.today(), version=contract.version, by=self.staff.lead
        )
        return Contract.objects.select_related("procurement", "council").get(pk=contract.pk)
