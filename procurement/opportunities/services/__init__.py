"""Changing procurements before their tender.

open_procurement        in one of the actor's service areas; judged at once
change_details          judged again, until it has commenced
correct_facts           after it has commenced: a recorded act
judge                   what the policy and the law require, inside the caller's transaction
record_considerations   the three considerations, voluntary or owed
assess_outcome          one outcome by its three tests
describe_openings       for local businesses
choose                  outcomes and measures
complete_assessment     and the tender can be built
reopen_assessment       until the tender is published
import_notices          from a package of published notices
"""

from procurement.opportunities.services.assessing import (
    assess_outcome,
    choose,
    complete_assessment,
    describe_openings,
    record_considerations,
    reopen_assessment,
)
from procurement.opportunities.services.correcting import correct_facts
from procurement.opportunities.services.details import change_details, open_procurement
from procurement.opportunities.services.judging import judge
from procurement.opportunities.services.notices import FromNotice, Imported, import_notices

__all__ = [
    "FromNotice",
    "Imported",
    "assess_outcome",
    "change_details",
    "choose",
    "complete_assessment",
    "correct_facts",
    "describe_openings",
    "import_notices",
    "judge",
    "open_procurement",
    "record_considerations",
    "reopen_assessment",
]
