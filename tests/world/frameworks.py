"""The policies of the world: the real council's, and an invented one that says the same about other names."""

from councils.organisations.models import Council
from councils.policies.domain.file import read_framework, write_framework
from measures import services as measures
from tests.factories.councils import ROOT, load_national
from tests.world.people import Say

REAL = ROOT / "fixtures/councils/rotherham.yaml"


def real_council() -> Council:
    """The real council with its real policy."""
    load_national()
    return measures.load_framework(path=REAL).council


def invented_council(say: Say) -> Council:
    """Another council: its name, service areas, outcomes, measures and clauses are what ``say`` makes of them."""
    load_national()
    text = write_framework(_renamed(read_framework(REAL.read_text(encoding="utf-8"), REAL.name), say))
    return measures.load_framework(path=None, text=text, name="invented.yaml").council


def _renamed(file, say: Say):
    council = file.council.model_copy(
        update={
            "slug": "otherham",
            "name": say("council"),
            "short_name": say("council"),
            "reference_prefix": "OMBC",
            "gss_code": "E08000999",
            "service_areas": file.council.service_areas.model_copy(
                update={"areas": _each(file.council.service_areas.areas, name=say("service area"))}
            ),
            "committee_report": _report(file.council.committee_report, say),
        }
    )
    return file.model_copy(
        update={
            "council": council,
            "policy": file.policy.model_copy(
                update={
                    "title": say("policy"),
                    "reviews": _each(file.policy.reviews, what=say("review"), why=say("why")),
                }
            ),
            "clauses": _each(
                file.clauses,
                paraphrase=say("clause"),
                section=say("section"),
                source=say("source"),
                unconfirmed=say("doubt"),
            ),
            "priorities": _each(file.priorities, name=say("priority")),
            "outcomes": _each(file.outcomes, name=say("outcome"), about=say("about"), why=say("why")),
            "principles": _each(file.principles, text=say("principle")),
            "spend_targets": _each(file.spend_targets, what=say("spend target")),
            "reports": _each(
                file.reports, title=say("due report"), audience=say("audience"), about=say("report's subject")
            ),
            "measures": tuple(_measure(measure, say) for measure in file.measures),
        }
    )


def _each(rows, **told):
    return tuple(row.model_copy(update=told) for row in rows)


def _measure(measure, say: Say):
    told = {
        "headline": say("headline"),
        "text": say("definition"),
        "evidence": say("evidence"),
        "counting_rules": (say("counting rule"),),
        "notes": (say("note"),),
        "declarations": tuple(say("declaration")[:100] for _ in measure.declarations),
        "variants": _each(measure.variants, name=say("level")),
    }
    if measure.counted:
        told["counted"] = measure.counted.model_copy(update={"one": say("thing"), "many": say("things")})
    return measure.model_copy(update=told)


def _report(shape, say: Say):
    sections = tuple(
        section.model_copy(
            update={"title": say("heading"), **({"hint": say("hint")} if section.hint else {})}
        )
        for section in shape.sections
    )
    return shape.model_copy(
        update={"title": say("report"), "front": _each(shape.front, name=say("front")), "sections": sections}
    )
