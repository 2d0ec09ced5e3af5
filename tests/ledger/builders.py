"""A small, invented council with its policy, two suppliers and accounts to post on."""

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from councils.organisations.models import Council, ServiceArea, Supplier
from councils.people.models import User
from councils.policies.models import Outcome, PolicyVersion
from measures.domain.units import Unit
from measures.domain.valuation import Valuation
from measures.models import Measure
from procurement.ledger import services
from procurement.ledger.domain.lines import Counted, Source, Statement
from procurement.ledger.models import Account, Posting
from socialvalue.access.domain import Actor, Role
from socialvalue.access.domain.actors import Kind as ActorKind
from socialvalue.periods import FinancialYear, Period

# All of six digits, so that names and addresses sort in the order in which they were made.
_numbers = itertools.count(100_001)
YEAR = FinancialYear(date(2026, 4, 1))
QUARTERS = YEAR.quarters
CONTRACT = "contracts.contract"
LINE = "returns.returnline"


def pound_for_pound() -> Valuation:
    """Donations at £1 for £1."""
    return Valuation(unit=Unit.GBP, values=((None, Decimal("1")),), short="face value")


def per_fte_year(pounds: str = "30000") -> Valuation:
    """An invented value of a person in post for a year."""
    return Valuation(unit=Unit.FTE_YEAR, values=((None, Decimal(pounds)),), short="invented")


@dataclass
class World:
    """One council and what its ledger needs."""

    council: Council
    area: ServiceArea
    policy: PolicyVersion
    outcome: Outcome
    supplier: Supplier
    lead: Actor
    manager: Actor
    member: Actor
    measures: dict[str, Measure] = field(default_factory=dict)
    references: dict[uuid.UUID, str] = field(default_factory=dict)

    def measure(self, key: str, unit: Unit, **more) -> Measure:
        """A measure of the council's policy, made when it is first asked for."""
        if key not in self.measures:
            self.measures[key] = Measure.objects.create(
                council=self.council,
                policy=self.policy,
                outcome=more.pop("outcome", self.outcome),
                key=key,
                position=len(self.measures),
                headline=key.replace("-", " ").capitalize(),
                definition="Invented.",
                unit=unit,
                adds_up="stock" if unit is Unit.FTE else "flow",
                reading="quoted",
                **more,
            )
        return self.measures[key]

    def account(
        self,
        key: str = "volunteering",
        unit: Unit = Unit.HOUR,
        valuation: Valuation | None = None,
        *,
        contract: uuid.UUID | None = None,
        area: ServiceArea | None = None,
        supplier: Supplier | None = None,
        **more,
    ) -> Account:
        """A new commitment's account on a measure of that key."""
        measure = self.measure(key, unit, **more)
        number = next(_numbers)
        contract = contract or uuid.uuid4()
        reference = self.references.setdefault(contract, f"{self.council.reference_prefix}-{number}")
        with transaction.atomic():
            return services.open_account(
                council_id=self.council.pk,
                commitment_id=1_000_000_000 + number,
                service_area_id=(area or self.area).pk,
                supplier_id=(supplier or self.supplier).pk,
                contract_uid=contract,
                contract_reference=reference,
                contract_title="Grounds maintenance",
                outcome_id=measure.outcome_id,
                measure_id=measure.pk,
                unit=unit.posted_as,
                valuation=valuation,
                by=Actor.system(self.council.pk),
            )

    def commit(self, account: Account, *quantities: str, contract: int | None = None) -> Posting:
        """Sign for one quantity in each quarter of the year, from its first."""
        with transaction.atomic():
            return services.commit(
                source=Source(CONTRACT, contract or account.pk, 1),
                lines=[counted(account, q, period) for q, period in zip(quantities, QUARTERS, strict=False)],
                by=self.lead,
            )

    def report(
        self, account: Account, quantity: str, *, line: int, revision: int = 1, quarter: int = 0
    ) -> list[Posting]:
        """The supplier submits one line."""
        with transaction.atomic():
            return services.report(
                statements=[statement(account, quantity, line=line, revision=revision, quarter=quarter)],
                by=self.member,
            )

    def verify(
        self, account: Account, quantity: str | None = None, *, line: int, revision: int = 1, quarter: int = 0
    ):
        """The contract manager accepts one line, in full or in part."""
        accepted = None if quantity is None else [counted(account, quantity, QUARTERS[quarter])]
        with transaction.atomic():
            return services.verify(source=Source(LINE, line, revision), lines=accepted, by=self.manager)

    def send_back(self, *, line: int, revision: int = 1) -> list[Posting]:
        """The contract manager sends one line back."""
        with transaction.atomic():
            return services.send_back(
                source=Source(LINE, line, revision), reason="No evidence.", by=self.manager
            )


def counted(account: Account, quantity: str, period: Period = QUARTERS[0], place: str = "") -> Counted:
    """What is said of the account's commitment in one quarter."""
    return Counted(account.commitment_id, period, Decimal(quantity), place)


def statement(
    account: Account, quantity: str, *, line: int, revision: int = 1, quarter: int = 0
) -> Statement:
    """What one line of a return says."""
    return Statement(Source(LINE, line, revision), (counted(account, quantity, QUARTERS[quarter]),))


def person(council: Council, *roles: Role, areas: tuple[ServiceArea, ...] = ()) -> Actor:
    """Somebody new who acts for the council."""
    number = next(_numbers)
    user = User.objects.create_user(f"{uuid.uuid4().hex}@council.example", f"Person {number}")
    return Actor(
        kind=ActorKind.COUNCIL,
        name=user.name,
        user_id=user.pk,
        council_id=council.pk,
        roles=frozenset(roles),
        service_area_ids=frozenset(area.pk for area in areas),
    )


def new_supplier() -> Supplier:
    """An invented supplier."""
    return Supplier.objects.create(name=f"Supplier {next(_numbers)}", size="small", invented=True)


def member_of(supplier: Supplier) -> Actor:
    """Somebody new who acts for the supplier."""
    number = next(_numbers)
    user = User.objects.create_user(f"{uuid.uuid4().hex}@supplier.example", f"Person {number}")
    return Actor(
        kind=ActorKind.SUPPLIER,
        name=user.name,
        user_id=user.pk,
        supplier_id=supplier.pk,
        roles=frozenset({Role.SUPPLIER_MEMBER}),
    )


def new_area(council: Council, name: str) -> ServiceArea:
    """A service area of the council."""
    return ServiceArea.objects.create(council=council, key=name.lower(), name=name)


def new_outcome(policy: PolicyVersion, key: str, title: str = "") -> Outcome:
    """An outcome of the policy."""
    return Outcome.objects.create(
        council=policy.council, policy=policy, key=key, title=title or key.capitalize()
    )


def new_world(name: str = "Testham", **more) -> World:
    """A council with nothing posted yet; its year starts on 1 April unless ``more`` says otherwise."""
    tag = uuid.uuid4().hex[:6]
    council = Council.objects.create(
        slug=f"{name.lower()}-{tag}", name=f"{name} {tag}", reference_prefix=f"T{tag}", **more
    )
    policy = PolicyVersion.objects.create(
        council=council,
        title="Invented policy",
        number="1",
        begins_unknown=True,
        status="published",
        source="",
        checksum=tag,
        loaded_at=timezone.now(),
        published_at=timezone.now(),
    )
    supplier = new_supplier()
    return World(
        council=council,
        area=new_area(council, "Parks"),
        policy=policy,
        outcome=new_outcome(policy, "jobs"),
        supplier=supplier,
        lead=person(council, Role.PROCUREMENT_LEAD),
        manager=person(council, Role.CONTRACT_MANAGER),
        member=member_of(supplier),
    )
