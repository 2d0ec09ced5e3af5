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
ask_exception           from a rule, with its reason and evidence
attach_to_exception     one more file, while nobody has decided
remove_exception_file   while nobody has decided
approve_exception       exactly as asked, by somebody else
refuse_exception        with a note that says why
write_measure           for this procurement only, with its own page
change_measure          until it is sent for approval
propose_measure         to a lead or an approver
withdraw_measure        until it is approved
take_up_measure         what the successful bidder proposed
decide_measure          approved or refused, by somebody else where there is a second lead
propose_for_library     a written measure whose contract is signed, to the administrator
decide_proposal         written into a draft of the policy, or turned down
withdraw_exception      until the tender is published
"""

from procurement.opportunities.services.assessing import (
    assess_outcome,
    choose,
    complete_assessment,
    describe_openings,
    record_considerations,
    reopen_assessment,
)
from procurement.opportunities.services.bespoke import (
    change_measure,
    decide_measure,
    propose_measure,
    take_up_measure,
    withdraw_measure,
    write_measure,
)
from procurement.opportunities.services.correcting import correct_facts
from procurement.opportunities.services.details import change_details, open_procurement
from procurement.opportunities.services.exceptions import (
    approve_exception,
    ask_exception,
    attach_to_exception,
    refuse_exception,
    remove_exception_file,
    withdraw_exception,
)
from procurement.opportunities.services.judging import judge
from procurement.opportunities.services.library import decide_proposal, propose_for_library
from procurement.opportunities.services.notices import FromNotice, Imported, import_notices

__all__ = [
    "FromNotice",
    "Imported",
    "approve_exception",
    "ask_exception",
    "assess_outcome",
    "attach_to_exception",
    "change_details",
    "change_measure",
    "choose",
    "complete_assessment",
    "correct_facts",
    "decide_measure",
    "decide_proposal",
    "describe_openings",
    "import_notices",
    "judge",
    "open_procurement",
    "propose_for_library",
    "propose_measure",
    "record_considerations",
    "refuse_exception",
    "remove_exception_file",
    "reopen_assessment",
    "take_up_measure",
    "withdraw_exception",
    "withdraw_measure",
    "write_measure",
]
