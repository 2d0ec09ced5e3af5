"""Make the demonstration: ``manage.py load_demo``."""

from django.core.management.base import BaseCommand, CommandError

from procurement.journey import services
from socialvalue.access.domain import Refusal


class Command(BaseCommand):
    """Makes invented people and suppliers, and imports the shipped notices; twice is the same as once."""

    help = "Make the demonstration's people, suppliers and opportunities."

    def handle(self, *args, **options) -> None:
        try:
            new = services.make_demonstration()
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"The demonstration is there; {new} opportunities are new.")
