"""``manage.py check_ledger``: proves every promise of the ledger over all its rows, or those of one council."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procurement.ledger import queries
from socialvalue.access.domain import Actor, NotFound


def check(council_id: int | None = None) -> list[str]:
    """What is wrong with the ledger, in plain sentences; empty where it is sound."""
    return queries.failures(Actor.system(council_id))


class Command(BaseCommand):
    """Says what is wrong and ends with 1, or says that all is well."""

    help = "Check the ledger of every council, or of one."

    def add_arguments(self, parser: CommandParser) -> None:
        """One optional council."""
        parser.add_argument("--council", help="the council's short name in addresses, for instance its slug")

    def handle(self, *args, council: str | None = None, **options) -> None:
        """Print each failure on a line of its own."""
        found = check(self._id_of(council) if council else None)
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            many = "1 failure" if len(found) == 1 else f"{len(found)} failures"
            raise CommandError(f"The ledger is not sound: {many}.")
        self.stdout.write("The ledger is sound.")

    def _id_of(self, slug: str) -> int:
        try:
            return queries.council_id(Actor.system(), slug)
        except NotFound as missing:
            raise CommandError(f"There is no council called {slug}.") from missing
