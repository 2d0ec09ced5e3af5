"""Two councils that value their contracts by licensed values of their own. Every amount is invented, and odd enough to
be looked for."""

from datetime import date

from councils.organisations.models import Council
from measures import services as measures
from measures.domain.choosing import Choice
from socialvalue import clock
from socialvalue.access.domain import Role
from tests.factories.councils import staff
from tests.factories.licensed import loaded_table
from tests.world.standing import HERE, THERE, Plain, World, build

UNIT_VALUES = {
    HERE: {
        "local-jobs": "1234.5671",
        "apprenticeships": "213.4567",
        "donations": "0.8641",
        "emissions": "345.6793",
    },
    THERE: {
        "local-jobs": "4321.7653",
        "apprenticeships": "312.7654",
        "donations": "0.1469",
        "emissions": "543.9763",
    },
}
# The licence of the first keeps its values within the council; that of the second lets its suppliers see them.
SHOWN_TO = {HERE: "council", THERE: "suppliers"}


def licensed_world() -> World:
    """The two towns of the world; both choose their own method before their first tender."""
    return build(Plain, before=_choose_own_values)


def _choose_own_values(council: Council, whose: str) -> None:
    lead = staff(council, Role.PROCUREMENT_LEAD, name=f"{whose} licensee")
    rows = [f"{key},{worth}" for key, worth in UNIT_VALUES[whose].items()]
    text = "\n".join(["Reference,Value", *rows])
    loaded_table(lead, text, begins=date(2025, 4, 1), shown_to=SHOWN_TO[whose])
    choice = Choice(0, "", "licensed:national-toms", clock.today())
    measures.choose(choice=choice, reason="We hold a licence.", after=0, by=lead)
