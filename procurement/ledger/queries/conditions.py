"""Which entries stand behind which figure, written once for sums and for lists."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from measures.domain.valuation import OPEN, OPEN_NAME
from procurement.ledger.domain.figures import FigureName, Selection
from procurement.ledger.domain.lines import Event, Kind
from procurement.ledger.models import Account, Entry, Posting
from socialvalue.access.domain import Actor


def until(as_of_seq: int | None) -> Q:
    """Entries up to a number of the ledger; all of them where it is None."""
    return Q() if as_of_seq is None else Q(seq__lte=as_of_seq)


def counting(as_of_seq: int | None) -> Q:
    """Entries that count as of that number: not reversals, and not reversed by then. What is left out adds to zero."""
    reversals = Posting.objects.filter(until(as_of_seq), reverses_id=OuterRef("posting_id"))
    return ~Q(posting__event=Event.REVERSE) & ~Q(Exists(reversals))


# What was frozen before there were methods is by open values.
METHOD = Coalesce(KeyTextTransform("method", "valuation"), Value(OPEN), output_field=TextField())
METHOD_NAME = Coalesce(
    KeyTextTransform("method_name", "valuation"), Value(OPEN_NAME), output_field=TextField()
)
# Whether the licence lets nobody outside the council see the unit value: "true", "false", or nothing.
SECRET = KeyTextTransform("secret", "valuation")
# The same where it does not let everybody see it; what was frozen before this was told is taken from the line above.
CONFINED = Coalesce(KeyTextTransform("confined", "valuation"), SECRET, output_field=TextField())
SOURCE = KeyTextTransform("source", "valuation")


def hides_secret(actor: Actor) -> bool:
    """Whether pounds by values that the licence keeps within the council are none of the actor's to see."""
    return not (actor.is_council or actor.is_system)


@dataclass(frozen=True)
class Scope:
    """Whose entries a figure is taken over.

    A council's figures are those of its own ledger. Those of one contract reach over every council that has held it.
    """

    council_id: int | None = None

    @classmethod
    def of(cls, actor: Actor, only: Selection) -> "Scope":
        """One council's, unless one contract is looked at, or the actor is no council's."""
        one_contract = only.contract_uid is not None or only.commitment_id is not None
        return cls(None if one_contract else actor.council_id)

    @property
    def entries(self) -> Q:
        """The entries in scope."""
        return Q() if self.council_id is None else Q(council_id=self.council_id)

    @property
    def original(self) -> tuple[Event, ...]:
        """What made the original commitment: over all councils that is the signature alone."""
        return (Event.SIGN,) if self.council_id is None else (Event.SIGN, Event.TAKE_OVER)


def behind(figure: FigureName, as_of_day: date, scope: Scope) -> Q:
    """Entries of one figure that count; see ``procurement.ledger.domain.figures`` for the words."""
    committed = Q(kind=Kind.COMMITTED)
    return {
        FigureName.COMMITTED_ORIGINALLY: committed & Q(posting__event__in=scope.original),
        FigureName.COMMITTED_NOW: committed,
        FigureName.DUE_BY_NOW: committed & Q(period_end__lt=as_of_day),
        FigureName.REPORTED: Q(kind=Kind.REPORTED),
        FigureName.VERIFIED: Q(kind=Kind.VERIFIED),
    }[figure]


def with_reversals(figure: FigureName, as_of_day: date, scope: Scope) -> Q:
    """The same, and the entries that were reversed with their reversals."""
    found = behind(figure, as_of_day, scope)
    if figure is FigureName.COMMITTED_ORIGINALLY:
        found |= Q(kind=Kind.COMMITTED, posting__reverses__event__in=scope.original)
    return found


def chosen(only: Selection) -> Q:
    """Entries that a selection takes in; each period of an entry lies wholly inside a financial quarter."""
    asked = {
        "period_start__gte": only.period and only.period.start,
        "period_end__lte": only.period and only.period.end,
        "account__contract_uid": only.contract_uid,
        "account__service_area__key": only.service_area,
        "account__outcome__key": only.outcome,
        "account__measure__key": only.measure,
        "account__commitment_id": only.commitment_id,
        "account__supplier_id": only.supplier_id,
    }
    return Q(**{name: wanted for name, wanted in asked.items() if wanted})


def contained(account: str, as_of_seq: int | None) -> ExpressionWrapper:
    """Whether the measure of the account in that column is contained in another one of the same contract by that number.

    Both are valued, by the same method; the pounds of the inner one are shown and not added: a good job is a local job
    already.
    """
    entries = Entry.objects.filter(until(as_of_seq), account_id=OuterRef("pk"))
    containing = Account.objects.annotate(method=METHOD).filter(
        Q(measure_id=OuterRef("measure__contained_in_id"))
        | Q(measure_id=OuterRef("measure__contained_in__contained_in_id")),
        Exists(entries),
        contract_uid=OuterRef("contract_uid"),
        valuation__isnull=False,
        method=OuterRef("method"),
    )
    inside = Account.objects.annotate(method=METHOD).filter(
        Exists(containing), measure__contained_in__isnull=False, valuation__isnull=False
    )
    return ExpressionWrapper(Q(**{f"{account}__in": inside.values("pk")}), output_field=BooleanField())
