"""Looking at contracts: which there are, the awards that wait for one, and what each commitment comes to."""

from procurement.contracts.queries.awards import Preview, award, awards_to_prepare, managers, preview
from procurement.contracts.queries.commitments import (
    CommitmentRow,
    FigureCell,
    commitment,
    commitment_names,
    commitment_rows,
    commitments,
    entries,
    key_figures,
)
from procurement.contracts.queries.contracts import (
    contract,
    contract_of,
    contracts,
    manager_address,
    own_contracts,
    passings,
    running,
    service_areas,
    supplier_addresses,
    suppliers,
    waiting,
)
from procurement.contracts.queries.restating import Restated, quarters_to_restate, restated, restatements

__all__ = [
    "CommitmentRow",
    "FigureCell",
    "Preview",
    "Restated",
    "award",
    "awards_to_prepare",
    "commitment",
    "commitment_names",
    "commitment_rows",
    "commitments",
    "contract",
    "contract_of",
    "contracts",
    "entries",
    "key_figures",
    "manager_address",
    "managers",
    "own_contracts",
    "passings",
    "preview",
    "quarters_to_restate",
    "restated",
    "restatements",
    "running",
    "service_areas",
    "supplier_addresses",
    "suppliers",
    "waiting",
]
