"""Print one sign-in per role of the demonstration: ``manage.py demo_sign_ins``."""

from django.core.management.base import BaseCommand

from procurement.journey import services


class Command(BaseCommand):
    """Tells who may sign in, with what, and what for."""

    help = "Print the demonstration's sign-ins."

    def handle(self, *args, **options) -> None:
        people = services.demonstration_people()
        self.stdout.write(f"Council staff sign in with the password {services.demonstration_password()}")
        for person in people:
            if not person.of:
                self.stdout.write(f"  {person.email:34} {person.does}")
        self.stdout.write("Suppliers ask for a code by email; the page /demonstration/mail/ shows it")
        for person in people:
            if person.of:
                self.stdout.write(f"  {person.email:34} {person.does}")
