"""A contract's returns, where its levels stand, and the entries behind a figure with their evidence: a contract's page asks for these by name."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context

from procurement.contracts import queries as contracts
from procurement.contracts.models import Commitment, Contract
from procurement.ledger.domain.figures import Amount
from procurement.returns import queries
from socialvalue.access.services import allowed

register = template.Library()


@register.inclusion_tag("returns/_of_contract.html", takes_context=True)
def returns_of(context: Context, contract: Contract) -> dict[str, Any]:
    """The returns of a contract as a table, for whoever looks."""
    actor = context["request"].actor
    may_open = actor.is_supplier or allowed(actor, "return.see", contract)
    return {"rows": queries.of_contract(actor, contract), "contract": contract, "may_open": may_open}


@register.inclusion_tag("returns/_entries.html", takes_context=True)
def entries_table(context: Context, page: Page) -> dict[str, Any]:
    """Entries of the ledger, each with its unit value, what stands behind it and who decided."""
    entries = list(page.object_list)
    actor = context["request"].actor
    proofs = queries.proofs_behind(actor, entries)
    names = contracts.commitment_names(actor, {entry.commitment_id for entry in entries})
    lines = [
        {
            "entry": entry,
            "proof": proofs.get(entry.id),
            "name": names.get(entry.commitment_id, entry.headline),
        }
        for entry in entries
    ]
    return {"lines": lines}


@register.simple_tag(takes_context=True)
def levels_of(context: Context, contract: Contract) -> dict[int, tuple[str, ...]]:
    """How the levels of a contract stand by its returns, by the key of their commitment."""
    return queries.levels(context["request"].actor, contract)


@register.filter
def level_of(levels: dict[int, tuple[str, ...]], commitment: Commitment) -> tuple[str, ...]:
    """How one commitment stands; nothing for what is added up."""
    return levels.get(commitment.pk, ())


@register.inclusion_tag("returns/_amount.html")
def amount_of(amount: Amount) -> dict[str, Any]:
    """A figure of the ledger: its pounds, and each measure's quantity with its pounds or *not valued*."""
    return {"amount": amount}
