"""Load framework files, or only check them: ``manage.py load_framework --check fixtures/councils/<council>.yaml``."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from councils.policies.domain.standing import PUBLISHED_ALREADY
from councils.policies.domain.yaml_text import FrameworkErrors
from measures import services
from socialvalue.access.domain import Refusal

KEPT = (
    "the file has changed since its version was published, so the published version stays as it is. "
    "Give the file a new version to load what changed."
)


class Command(BaseCommand):
    """Takes in councils, policies and measures; twice is the same as once."""

    help = "Load a council with its policy and measures, the national rules, or a framework to adopt, from YAML files."

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument(
            "--keep",
            action="store_true",
            help="where a file has changed and its version has not, leave the published version as it is and say so",
        )
        parser.add_argument(
            "--check", action="store_true", help="say everything that is wrong, and write nothing"
        )

    def handle(self, *args, files: list[Path], check: bool, keep: bool, **options) -> None:
        problems = {path: self._problems(path) for path in files}
        kept = [path for path in files if keep and _is_only_changed(problems[path])]
        wrong = [problem for path in files if path not in kept for problem in problems[path]]
        if wrong:
            raise CommandError("\n".join([*wrong, _counted(len(wrong))]))
        for path in files:
            if path in kept:
                self.stdout.write(f"{path.name}: {KEPT}")
                continue
            if check:
                self.stdout.write(f"{path.name}: nothing is wrong. It was not loaded.")
                continue
            loaded = services.load_framework(path=path)
            what = "loaded" if loaded.is_new else "was loaded already"
            self.stdout.write(f"{path.name}: {loaded.policy} {what}.")
            for difference in loaded.differences:
                self.stdout.write(f"  Clauses differ: {difference}")

    def _problems(self, path: Path) -> list[str]:
        """Everything that is wrong with one file, a line each."""
        try:
            services.check_framework(path=path)
        except FrameworkErrors as refused:
            return [str(error) for error in refused.errors]
        except (Refusal, OSError) as refused:
            return [str(refused)]
        return []


def _is_only_changed(problems: list[str]) -> bool:
    """Whether nothing is wrong but that a published version has another content than the file."""
    return len(problems) == 1 and PUBLISHED_ALREADY in problems[0]


def _counted(number: int) -> str:
    return f"{number} thing{'s are' if number > 1 else ' is'} to be put right. Nothing was loaded."
