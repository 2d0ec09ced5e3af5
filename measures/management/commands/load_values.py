"""Load open unit values: ``manage.py load_values fixtures/values/carbon.yaml``."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from councils.policies.domain.yaml_text import FrameworkErrors
from measures import services
from socialvalue.access.domain import Refusal


class Command(BaseCommand):
    """Takes in tables of unit values with source and licence; twice is the same as once."""

    help = "Load tables of open unit values from YAML files."

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args, files: list[Path], **options) -> None:
        for path in files:
            try:
                value = services.load_values(path=path)
            except (FrameworkErrors, Refusal, OSError, UnicodeDecodeError) as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(f"{path.name}: {value}.")
