"""Check the file of what is fair to ask: ``manage.py check_fairness fixtures/fairness.yaml``."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from councils.policies.domain.yaml_text import FrameworkErrors
from measures.domain.fairness import read_fairness


class Command(BaseCommand):
    """Reads the file as the program does, which keeps it in no table; whoever changed it is told what is wrong."""

    help = "Say everything that is wrong with the file of what is fair to ask, and write nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args, files: list[Path], **options) -> None:
        for path in files:
            try:
                fair = read_fairness(path.read_text(encoding="utf-8"), path.name)
            except (FrameworkErrors, OSError, UnicodeDecodeError) as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(f"{path.name}: nothing is wrong. Work is held at {fair.wage.words}.")
