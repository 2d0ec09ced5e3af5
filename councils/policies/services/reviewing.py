"""Reviews of a policy: request_reminders and remind tell its administrators once of each, mark_reviewed sets the next.

Safe to run twice: of one review and one due day there is one row.
"""

from datetime import date

from django.db import transaction
from django.urls import reverse

from councils.people import queries as people
from councils.policies import queries
from councils.policies.models import PolicyReview, PolicyVersion
from councils.policies.queries import ReviewRow
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Role
from socialvalue.access.services import require
from socialvalue.jobs import services as jobs
from socialvalue.jobs.queries import job_of
from socialvalue.letters import tell

REMIND = "policies.remind"


@transaction.atomic
def request_reminders() -> int:
    """Ask for a job for each council of whose policy a review has come due; returns how many."""
    asked = 0
    for policy in queries.due_everywhere(Actor.system()):
        by = Actor.system(policy.council_id)
        before = job_of(by, policy)
        if before is None or before.is_over:
            jobs.request(task=REMIND, subject=policy, title="Remind of the policy's review", by=by)
            asked += 1
    return asked


@transaction.atomic
def remind(*, policy_id: int) -> None:
    """Write to the administrators about every review of the version that has come due and was not told yet."""
    policy = PolicyVersion.objects.select_related("council").select_for_update(of=("self",)).get(pk=policy_id)
    by = Actor.system(policy.council_id)
    for row in queries.to_remind(by, policy):
        kept, _ = PolicyReview.objects.get_or_create(
            council_id=policy.council_id, policy=policy, place=row.place, due_on=row.due.on
        )
        kept.reminded_at = clock.now()
        kept.save(update_fields=["reminded_at"])
        audit.record(kept, "reminded of a review of the policy", by=by)
        _write(policy, row)


def _write(policy: PolicyVersion, row: ReviewRow) -> None:
    administrators = people.colleagues(Actor.system(policy.council_id), Role.ADMINISTRATOR)
    tell(
        addresses=[one.email for one in administrators if one.is_active],
        subject=f"Review your policy: {policy.title} of {policy.council.name}",
        template="policies/mail/review.txt",
        path=reverse("policies:review_done", args=[policy.uid, row.place]),
        context={"policy": policy, "row": row},
    )


@transaction.atomic
def mark_reviewed(
    *,
    policy: PolicyVersion,
    place: int,
    due_on: date | None,
    done_on: date,
    note: str,
    by: Actor,
    next_on: date | None = None,
) -> PolicyReview:
    """Record that a review was done, for the day on which it was due: the next one follows from it.

    Raises Refusal where somebody else has marked it already, or where the days make no sense.
    """
    require(by, "policy.maintain", policy)
    _check_days(done_on, next_on)
    PolicyVersion.objects.select_for_update().get(pk=policy.pk)  # one of several at once
    row = queries.review(by, policy, place)
    if (row.due.on if row.due else None) != due_on:
        raise Refusal("Somebody has marked this review as done already. Open the page again.")
    kept, _ = PolicyReview.objects.get_or_create(
        council_id=policy.council_id, policy=policy, place=place, due_on=due_on or done_on
    )
    if kept.done_on:
        raise Refusal("This review was marked as done today already.")
    kept.done_on, kept.done_by_id, kept.note = done_on, by.user_id, note
    kept.next_on = next_on if row.asks_for_the_next_day else None
    kept.save(update_fields=["done_on", "done_by", "note", "next_on"])
    audit.record(kept, "marked a review of the policy as done", by=by, detail={"done_on": str(done_on)})
    return kept


def _check_days(done_on: date, next_on: date | None) -> None:
    if done_on > clock.today():
        raise Refusal("The day on which it was done must be today or in the past", "done_on")
    if next_on and next_on <= done_on:
        raise Refusal("The next review must be after the day on which this one was done", "next_on")
