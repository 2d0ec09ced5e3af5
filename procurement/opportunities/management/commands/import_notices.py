"""Open procurements from published notices: ``manage.py import_notices package.json --council <slug>``."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from councils.organisations.models import Council, ServiceArea
from procurement.opportunities import queries, services
from procurement.opportunities.domain.notices.reading import package_in
from socialvalue.access.domain import Actor, Refusal

MOST_MEGABYTES = 200


class Command(BaseCommand):
    """Takes in tender and planning notices of an OCDS package; twice is the same as once."""

    help = (
        "Open a procurement for each tender or planning notice of an OCDS release or record package. A notice that was "
        "taken before is left as it is. What is skipped is told with the reason."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "package", type=Path, help="A JSON file: an OCDS release package or record package."
        )
        parser.add_argument(
            "--council", required=True, help="The slug of the council, as its framework file gives it."
        )
        parser.add_argument("--buyer", default="", help="Take only notices whose buyer's name contains this.")
        parser.add_argument(
            "--service-area",
            default="",
            help="The key of the service area they go to; a notice does not say. The council's first, if left out.",
        )

    def handle(self, *args, package: Path, council: str, buyer: str, service_area: str, **options) -> None:
        try:
            buying = queries.council_named(Actor.system(), council)
            area = self._area(buying, service_area) if service_area else None
            done = services.import_notices(
                package=_read(package),
                council=buying,
                by=Actor.system(buying.pk),
                buyer=buyer,
                service_area=area,
            )
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        self._report(done)

    def _area(self, council: Council, key: str) -> ServiceArea:
        known = {area.key: area for area in queries.areas_of(Actor.system(council.pk), council)}
        if key not in known:
            raise CommandError(f"{council} has no service area “{key}”. Known: {', '.join(known)}.")
        return known[key]

    def _report(self, done: services.Imported) -> None:
        for taken in done.imported:
            remarks = f" {' '.join(taken.remarks)}" if taken.remarks else ""
            self.stdout.write(f"Taken    {taken.procurement} ({taken.procurement.service_area}).{remarks}")
        for before in done.here_before:
            self.stdout.write(f"Here     {before}: taken before, left as it is.")
        for skipped in done.skipped:
            self.stdout.write(f"Skipped  {skipped.ocid} {skipped.title}: {skipped.reason}")
        self.stdout.write(
            f"{len(done.imported)} taken, {len(done.here_before)} here before, {len(done.skipped)} skipped."
        )
        for reason, number in Counter(skipped.reason for skipped in done.skipped).most_common():
            self.stdout.write(f"  {number:>5}  {reason}")
        if done.imported:
            self.stdout.write("No notice prints its VAT rate: 20% is assumed.")


def _read(path: Path) -> object:
    """The JSON in the file, whatever it is; raises CommandError where it is none."""
    try:
        if path.stat().st_size > MOST_MEGABYTES * 1024 * 1024:
            raise CommandError(
                f"{path.name} is larger than {MOST_MEGABYTES} MB. Split it into several packages."
            )
        return package_in(path.read_text(encoding="utf-8-sig"))
    except OSError as missing:
        raise CommandError(f"{path.name} cannot be read: {missing.strerror}.") from missing
    except (ValueError, RecursionError) as broken:
        raise CommandError(f"{path.name} is not JSON: {broken}.") from broken
