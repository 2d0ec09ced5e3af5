"""Work for the queue tests: loaded by a real worker, and run as a program to ask for jobs as a web process would."""

import os
import sys
import time

import django
from celery import shared_task
from django.apps import apps

SECONDS = 0.2  # long enough that a kill meets work in hand


@shared_task(name="tests.note")
def note(job_id: int) -> None:
    """Note the job's number in the file that NOTES names, after a while."""

    def work(job, progress) -> None:
        time.sleep(SECONDS)
        with open(os.environ["NOTES"], "a") as notes:
            notes.write(f"{job.pk}\n")

    import_services().run(job_id, work)


def import_services():
    """The jobs' services, which can only be loaded once Django is set up."""
    from socialvalue.jobs import services

    return services


def ask(council_id: int, count: int) -> None:
    """Write ``count`` jobs for the council, each sent when it is kept."""
    django.setup()
    from socialvalue.access.domain import Actor

    council = apps.get_model("organisations", "Council").objects.get(pk=council_id)
    area = apps.get_model("organisations", "ServiceArea").objects.filter(council=council).first()
    for number in range(count):
        import_services().request(
            task="tests.note", subject=area, title=f"Note {number}", by=Actor.system(council_id)
        )


if __name__ == "__main__":
    ask(int(sys.argv[1]), int(sys.argv[2]))
