"""When the council's policy is to be reviewed: each review of its file with what was done of it and when it is due."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from councils.policies.domain.framework import Review
from councils.policies.domain.reviewing import Done, Due, has_rhythm, next_due
from councils.policies.models import PolicyReview, PolicyVersion
from councils.policies.queries.reading import framework, in_force, in_force_everywhere
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound, Role
from socialvalue.access.domain.waiting import Waiting


@dataclass(frozen=True)
class ReviewRow:
    """One review that a version's file asks for: when it was done last, and when it is due next."""

    policy: PolicyVersion
    place: int
    review: Review
    done: tuple[PolicyReview, ...]
    due: Due | None
    today: date

    @property
    def is_due(self) -> bool:
        """Whether it waits to be done."""
        return self.due is not None and self.due.has_come(self.today)

    @property
    def is_late(self) -> bool:
        """Whether its time is over."""
        return self.due is not None and self.due.is_late(self.today)

    @property
    def month(self) -> str:
        """The month in which it is, where the policy names one."""
        return f"{date(2000, self.review.month, 1):%B}" if self.review.month else ""

    @property
    def asks_for_the_next_day(self) -> bool:
        """Whether nobody but whoever does it can say when the next one is."""
        return not has_rhythm(self.review)


def reviews(actor: Actor, policy: PolicyVersion) -> list[ReviewRow]:
    """Every review of a version, in the order of its file."""
    kept: dict[int, list[PolicyReview]] = {}
    rows = PolicyReview.objects.visible_to(actor).filter(policy=policy, done_on__isnull=False)
    for row in rows.select_related("done_by").order_by("place", "-due_on"):
        kept.setdefault(row.place, []).append(row)
    taken_in = policy.since.astimezone(clock.LONDON).date()
    return [
        _row(policy, place, review, tuple(kept.get(place, ())), taken_in)
        for place, review in enumerate(framework(policy).policy.reviews)
    ]


def _row(
    policy: PolicyVersion, place: int, review: Review, done: tuple[PolicyReview, ...], taken_in: date
) -> ReviewRow:
    last = Done(done[0].due_on, done[0].done_on, done[0].next_on) if done else None
    due = next_due(review, policy.begins_on, taken_in, last)
    return ReviewRow(policy, place, review, done, due, clock.today())


def review(actor: Actor, policy: PolicyVersion, place: int) -> ReviewRow:
    """One of them; raises NotFound."""
    found = next((row for row in reviews(actor, policy) if row.place == place), None)
    if found is None:
        raise NotFound("the policy asks for no such review")
    return found


def reviewed_policy(actor: Actor) -> PolicyVersion:
    """The version of the actor's council that is in force today; raises NotFound."""
    return in_force(actor, actor.council_id, clock.today())


def due_everywhere(actor: Actor) -> list[PolicyVersion]:
    """The versions in force of which a review has come due and nobody has been reminded of it."""
    return [one for one in in_force_everywhere(actor, clock.today()) if to_remind(actor, one)]


def to_remind(actor: Actor, policy: PolicyVersion) -> list[ReviewRow]:
    """The reviews of a version that have come due and of which nobody has been reminded."""
    rows = PolicyReview.objects.visible_to(actor).filter(policy=policy, reminded_at__isnull=False)
    told = set(rows.values_list("place", "due_on"))
    return [row for row in reviews(actor, policy) if row.is_due and (row.place, row.due.on) not in told]


def reviews_waiting(actor: Actor) -> list[Waiting]:
    """Reviews that have come due, for the administrators of the council."""
    if not actor.has(Role.ADMINISTRATOR):
        return []
    try:
        policy = reviewed_policy(actor)
    except NotFound:
        return []
    return [
        Waiting(
            title=f"Review the policy: {row.review.what}",
            url=reverse("policies:review_done", args=[policy.uid, row.place]),
            hint="Mark it as done when it is, so that the next one is known.",
            due_on=row.due.until,
            since=row.due.on,
            is_late=row.is_late,
        )
        for row in reviews(actor, policy)
        if row.is_due
    ]
