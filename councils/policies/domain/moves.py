"""How the status of a version of a policy changes: a draft, asked to be published, published; or withdrawn."""

from socialvalue.access.domain import move

DRAFT, ASKED, PUBLISHED, WITHDRAWN = "draft", "asked", "published", "withdrawn"
ASK = move(
    "asked for the policy to be published", [DRAFT], ASKED, "policy.maintain", "Ask for it to be published"
)
APPROVE = move("published the policy", [ASKED], PUBLISHED, "policy.publish", "Publish this version")
PUBLISH_ALONE = move("published the policy", [DRAFT], PUBLISHED, "policy.maintain", "Publish this version")
TAKE_BACK = move(
    "took the policy back to a draft", [ASKED], DRAFT, "policy.return", "Take it back to a draft"
)
WITHDRAW = move(
    "withdrew the draft of the policy", [DRAFT, ASKED], WITHDRAWN, "policy.maintain", "Withdraw this draft"
)
LOADED = move(
    "published the policy from its file", [DRAFT, ASKED], PUBLISHED, "policy.publish", "Publish this version"
)
MOVES = (ASK, APPROVE, PUBLISH_ALONE, TAKE_BACK, WITHDRAW, LOADED)
