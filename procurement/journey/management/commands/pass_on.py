"""Pass a council to its successor: ``manage.py pass_on OLD NEW --on 2027-04-01``."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from councils.organisations.models import Council
from procurement.journey import queries, services
from procurement.opportunities import queries as opportunities
from socialvalue.access.domain import Actor, Refusal


class Command(BaseCommand):
    """Passes contracts under way to the council that succeeds another; says first what would pass."""

    help = (
        "Pass a council to the one that succeeds it from the first day of a quarter (local government reorganisation). "
        "Signed contracts that have not ended go over, with commitments, returns, evidence and ledger accounts. What "
        "has ended stays under the old name, where the successor's people can read it. Run it on that day or later; "
        "with --check first, which writes nothing. Running it again takes over what was signed since."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("old", help="The slug of the council that ends.")
        parser.add_argument("new", help="The slug of the council that succeeds it; load its framework first.")
        parser.add_argument("--on", type=date.fromisoformat, required=True, help="The day, as 2027-04-01.")
        parser.add_argument(
            "--area",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="The keys of a service area and of the one it goes to; left out where both have the same key.",
        )
        parser.add_argument("--check", action="store_true", help="Say what would pass, and write nothing.")

    def handle(self, *args, old: str, new: str, on: date, area: list[str], check: bool, **options) -> None:
        try:
            before, after = (opportunities.council_named(Actor.system(), slug) for slug in (old, new))
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        to = dict(self._pair(words) for words in area)
        plan = queries.passing(Actor.system(), before, after, on, to)
        if plan.problems:
            raise CommandError("\n".join(plan.problems))
        self._tell(plan, before, after, on)
        if check:
            self.stdout.write("Nothing was written.")
            return
        try:
            done = services.pass_on(before=before, after=after, on=on, to=to)
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Passed {_count(len(done), 'contract')} to {after.name}.")

    def _pair(self, words: str) -> tuple[str, str]:
        old, equals, new = words.partition("=")
        if not (old and equals and new):
            raise CommandError(f"--area takes two keys, as in adults=adult-care, and not “{words}”.")
        return old, new

    def _tell(self, plan: queries.PassingPlan, before: Council, after: Council, on: date) -> None:
        self.stdout.write(f"{before.name} passes to {after.name} on {on:%-d %B %Y}.")
        for pair in plan.areas:
            self.stdout.write(f"  {pair.before.name} goes to {pair.after.name}.")
        self.stdout.write(f"{_count(len(plan.contracts), 'contract')} under way:")
        for contract in plan.contracts:
            self.stdout.write(f"  {contract.reference} {contract.title}, with {contract.supplier.name}")
        for user in plan.new_managers:
            self.stdout.write(f"{user.name} becomes a contract manager of {after.name}.")
        self.stdout.write(
            f"{_count(plan.unsigned, 'procurement')} without a signed contract: each stays until it is signed."
        )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
