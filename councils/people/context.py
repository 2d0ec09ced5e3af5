"""What every page shows round its content: for whom you act, where you can go, and the demonstration's day."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from councils.people import queries
from socialvalue import clock
from socialvalue.access.domain import PERMISSIONS, Actor

PRODUCT = "Social value"


@dataclass(frozen=True)
class ActorBar:
    """The strip on top: the organisation, the person, and whether there is another to switch to."""

    organisation: str
    person: str
    colour: str
    can_switch: bool
    audience: str
    signed_in: bool


@dataclass(frozen=True)
class Link:
    """One place in the main navigation."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Demonstration:
    """A demonstration's day, which may have been moved."""

    today: date
    real_today: date


@dataclass(frozen=True)
class Place:
    """One item of the main navigation: where it leads, who has it, and the apps whose pages belong to it.

    ``holds_below``: so do all pages below its address, of whatever app.
    """

    label: str
    name: str
    permission: str | None
    apps: tuple[str, ...]
    holds_below: bool = False


COUNCIL_PLACES = (
    Place("Your work", "journey:home", None, ()),
    Place(
        "Procurements",
        "opportunities:list",
        "procurement.see",
        ("opportunities", "journey", "tenders", "bids"),
    ),
    Place("Contracts", "contracts:list", "contract.see", ("contracts",)),
    Place("Returns", "returns:list", "return.see", ("returns",)),
    Place("Reports", "reporting:list", "report.see", ("reporting",)),
    Place("Policy", "policies:current", "policy.see", ("policies", "measures"), holds_below=True),
    Place("Council", "people:council", "council.see", ()),
)
PUBLIC_PLACES = (
    Place("Policies", "public_policies:list", None, ()),
    Place("Compare policies", "public_policies:compare", None, ()),
)
SUPPLIER_PLACES = (
    Place("Home", "portal_journey:home", None, ()),
    Place("Contracts", "portal_contracts:list", "own_contract.see", ("portal_contracts", "portal_returns")),
    Place("Tenders", "portal_tenders:list", "tender.see_published", ("portal_tenders", "portal_bids")),
    Place("Your organisation", "portal_people:organisation", "own_contract.see", ("portal_people",)),
)


def _navigation(request: HttpRequest, actor: Actor) -> list[Link]:
    """The places that ``actor`` may go to; the page itself is one of them, or belongs to one by its app."""
    places = COUNCIL_PLACES if actor.is_council else SUPPLIER_PLACES if actor.is_supplier else PUBLIC_PLACES
    here = request.resolver_match
    name, app = (here.view_name, here.app_name) if here else ("", "")
    own = {place.name for place in places}
    holding = next(
        (one for one in places if one.holds_below and request.path.startswith(reverse(one.name))), None
    )

    def is_here(place: Place) -> bool:
        if holding:
            return place is holding
        return place.name == name or (app in place.apps and name not in own)

    return [
        Link(place.label, reverse(place.name), is_here(place))
        for place in places
        if place.permission is None or actor.has(*PERMISSIONS[place.permission].roles)
    ]


def page(request: HttpRequest) -> dict:
    """``actor_bar``, ``navigation``, ``demonstration`` and ``passed_on`` for the base template."""
    actor = getattr(request, "actor", Actor.public())
    standings = getattr(request, "standings", [])
    signed_in = actor.user_id is not None
    chosen = queries.acting_as(standings, request.session.get(queries.ACTING_FOR)) if signed_in else None
    bar = ActorBar(
        organisation=chosen.name if chosen else PRODUCT,
        person=actor.name if signed_in else "",
        colour=(chosen.colour if chosen else "") or "#1d70b8",
        can_switch=len(standings) > 1,
        audience=str(actor.kind),
        signed_in=signed_in,
    )
    shown = Demonstration(clock.today(), clock.real_now().date()) if settings.DEMONSTRATION else None
    return {
        "actor_bar": bar,
        "navigation": _navigation(request, actor),
        "demonstration": shown,
        "passed_on": actor.passed_on,
        "product": PRODUCT,
    }
