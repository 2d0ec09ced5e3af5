"""A signed contract of a council that ends, and a council that succeeds it; dates are those of the contract's quarters."""

from dataclasses import dataclass
from datetime import date

import pytest

from councils.organisations.models import Council
from councils.people.queries import actor_for
from procurement.contracts.models import Contract
from procurement.journey import services
from procurement.returns.models import QuarterlyReturn
from socialvalue.access.domain import Actor, Role
from tests.contracts.conftest import as_, built, contract, council, foreign_council, rows
from tests.factories import returns as make
from tests.factories.contracts import again
from tests.factories.councils import staff, user_of

__all__ = ["as_", "built", "contract", "council", "foreign_council", "rows"]

# The fourth of the contract's eight quarters begins: three have ended.
DAY = date(2027, 10, 1)


@dataclass
class Succession:
    """The two councils, the contract, and its people; ``returns`` are the contract's, earliest first."""

    before: Council
    after: Council
    contract: Contract
    lead: Actor
    returns: list[QuarterlyReturn]

    def pass_on(self, on: date = DAY, **to: str) -> list[Contract]:
        """Pass the first council to the second."""
        done = services.pass_on(before=self.before, after=self.after, on=on, to=to)
        self.contract = again(self.contract)
        self.lead = actor_for(user_of(self.lead))[0]
        return done

    def manager(self) -> Actor:
        """The contract's manager, acting for the council that has the contract now."""
        user = user_of(self.contract.manager_actor)
        holder = Contract.objects.get(pk=self.contract.pk).council
        return actor_for(user, f"council-{holder.uid}")[0]

    def a_return(self, number: int) -> QuarterlyReturn:
        """The contract's return for its quarter of that number, from 1, with its people of now."""
        one = self.returns[number - 1]
        one.manager_actor = self.manager()
        return make.again(one)

    def submitted(self, number: int) -> QuarterlyReturn:
        """That return, filled in as committed and sent, on the day on which it opens or later."""
        one = self.a_return(number)
        make.move_to(make.opens_on(one.period))
        return make.submitted(make.filled_return(one.council, one=one))

    def verified(self, number: int) -> QuarterlyReturn:
        """That return, sent and verified in full."""
        return make.verified(self.submitted(number))


@pytest.fixture
def succession(contract, foreign_council, db) -> Succession:
    """Two quarters verified by the first council; it is the day on which the second takes over."""
    lead = staff(foreign_council, Role.PROCUREMENT_LEAD)
    one = Succession(contract.council, foreign_council, contract, lead, [])
    one.returns = make.made_returns(contract.council, contract)
    one.verified(1)
    one.verified(2)
    make.move_to(DAY)
    return one
