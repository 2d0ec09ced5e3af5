"""An actor is a person acting for one council or one supplier, or the system, or the public."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person is for a council or a supplier; a person may be several things."""

    COMMISSIONER = "commissioner"
    PROCUREMENT_LEAD = "procurement_lead"
    EVALUATOR = "evaluator"
    APPROVER = "approver"
    CONTRACT_MANAGER = "contract_manager"
    REPORT_AUTHOR = "report_author"
    COMMENTER = "commenter"
    COUNCILLOR = "councillor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SUPPLIER_MEMBER = "supplier_member"
    SUPPLIER_ADMINISTRATOR = "supplier_administrator"

    @property
    def words(self) -> str:
        """The role as people say it."""
        return _WORDS.get(self, self.value.replace("_", " "))


_WORDS = {Role.COMMENTER: "finance and legal commenter"}
SUPPLIER_ROLES = frozenset({Role.SUPPLIER_MEMBER, Role.SUPPLIER_ADMINISTRATOR})
COUNCIL_ROLES = frozenset(Role) - SUPPLIER_ROLES
# A commissioner sees its own service areas; whoever holds one of these sees the whole council.
COUNCIL_WIDE = frozenset(
    {Role.PROCUREMENT_LEAD, Role.ADMINISTRATOR, Role.AUDITOR, Role.REPORT_AUTHOR, Role.COMMENTER}
)


class Kind(StrEnum):
    """For whom an actor acts."""

    COUNCIL = "council"
    SUPPLIER = "supplier"
    SYSTEM = "system"
    PUBLIC = "public"


@dataclass(frozen=True)
class Actor:
    """Who acts, and for whom; rows are chosen by ``visible_to(actor)`` and acts by ``allowed(actor, ...)``.

    ``service_area_ids`` holds the areas of a commissioner; empty means that no area is held. ``predecessor_ids`` are
    the councils that passed to the actor's own, whose records of a contract it reads on. ``passed_on`` says that the
    actor's own council has passed to another: its people end what is under way and begin nothing.
    """

    kind: Kind
    name: str = ""
    user_id: int | None = None
    council_id: int | None = None
    supplier_id: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    service_area_ids: frozenset[int] = field(default_factory=frozenset)
    bodies: frozenset[str] = field(default_factory=frozenset)
    predecessor_ids: frozenset[int] = field(default_factory=frozenset)
    passed_on: str = ""

    @classmethod
    def system(cls, council_id: int | None = None) -> "Actor":
        """The program itself, for one council (or for reference matter where None)."""
        return cls(kind=Kind.SYSTEM, name="The system", council_id=council_id)

    @classmethod
    def public(cls) -> "Actor":
        """Anybody, not signed in."""
        return cls(kind=Kind.PUBLIC, name="The public")

    @property
    def council_ids(self) -> frozenset[int]:
        """The actor's own council and those that passed to it."""
        return self.predecessor_ids if self.council_id is None else self.predecessor_ids | {self.council_id}

    @property
    def is_council(self) -> bool:
        """Whether the actor acts for a council."""
        return self.kind is Kind.COUNCIL

    @property
    def is_supplier(self) -> bool:
        """Whether the actor acts for a supplier."""
        return self.kind is Kind.SUPPLIER

    @property
    def is_system(self) -> bool:
        """Whether the actor is the program itself."""
        return self.kind is Kind.SYSTEM

    @property
    def is_public(self) -> bool:
        """Whether the actor is anybody."""
        return self.kind is Kind.PUBLIC

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of ``roles``."""
        return bool(self.roles.intersection(roles))

    @property
    def sees_figures(self) -> bool:
        """Whether figures of every service area are the actor's to see: councillors and managers of contracts too."""
        return self.sees_whole_council or self.has(Role.COUNCILLOR, Role.CONTRACT_MANAGER)

    @property
    def sees_whole_council(self) -> bool:
        """Whether rows of every service area of its council are the actor's to see."""
        return bool(self.roles & COUNCIL_WIDE)
