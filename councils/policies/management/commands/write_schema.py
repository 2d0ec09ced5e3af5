"""Write the JSON Schemas by which editors check policy files, or only compare them: ``manage.py write_schema --check``."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from councils.policies.domain.json_schema import SCHEMAS, schema_text


class Command(BaseCommand):
    """Writes what the code says; twice is the same as once."""

    help = (
        "Write the JSON Schemas of policy files to fixtures/schema, from the shapes that the program reads."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="say which of them is out of date, and write nothing"
        )
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures" / "schema")

    def handle(self, *args, check: bool, folder: Path, **options) -> None:
        texts = {folder / name: schema_text(shape) for name, shape in SCHEMAS.items()}
        old = [
            path
            for path, text in texts.items()
            if not path.exists() or path.read_text(encoding="utf-8") != text
        ]
        if check and old:
            names = ", ".join(path.name for path in old)
            raise CommandError(f"Out of date: {names}. Write again with manage.py write_schema.")
        for path in old:
            path.write_text(texts[path], encoding="utf-8")
            self.stdout.write(f"{path.name} written.")
        if not old:
            self.stdout.write("Every schema is up to date.")
