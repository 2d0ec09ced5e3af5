"""Facts, rules and files for the tests of policies, each in one line."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from councils.policies.domain.conditions import Band, Condition
from councils.policies.domain.deciding import requirements_for
from councils.policies.domain.effects.weight import Weighting
from councils.policies.domain.facts import Facts
from councils.policies.domain.file import read_framework, read_national
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.national import NationalFile
from councils.policies.domain.requirements import Requirement
from councils.policies.domain.rules import CitedClause, PolicyIdentity, Rule, RuleSet, ValueBasis
from councils.policies.domain.shape import Names
from councils.policies.domain.words import ContractType, Force, Reading, Route, VatBasis

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
COUNCILS = FIXTURES / "councils"
INVENTED = Path(__file__).parent / "invented"
FILES = {path.stem: path for path in sorted([*COUNCILS.glob("*.yaml"), *INVENTED.glob("*.yaml")])}


@cache
def text_of(council: str) -> str:
    """The file of a real or an invented council as text."""
    return FILES[council].read_text(encoding="utf-8")


@cache
def framework(council: str) -> FrameworkFile:
    """The council's file, read."""
    return read_framework(text_of(council), f"{council}.yaml")


@cache
def national() -> NationalFile:
    """The national file, read."""
    return read_national((FIXTURES / "national.yaml").read_text(), "national.yaml")


def facts(
    value: str = "120000.00",
    contract_type: str = "services",
    route: str = "tender",
    vat_rate: str | None = "0.20",
    commenced_on: str | None = "2026-11-02",
    **more,
) -> Facts:
    """A procurement: £120,000 of services by tender, commenced in November 2026, unless said otherwise."""
    return Facts(
        contract_type=ContractType(contract_type),
        route=Route(route),
        value_ex_vat=Decimal(value),
        vat_rate=None if vat_rate is None else Decimal(vat_rate),
        judged_on=date(2026, 11, 20),
        commenced_on=date.fromisoformat(commenced_on) if commenced_on else None,
        **more,
    )


def asked(of: Facts, council: str = "rotherham") -> dict[str, Requirement]:
    """What the council's policy and the law require, by slot."""
    law = national()
    found = requirements_for(of, framework(council).rule_set(), law.rule_set(), law.threshold_table())
    return {requirement.slot: requirement for requirement in found}


def rule(key: str, then, when: Condition | None = None, reading: Reading = Reading.QUOTED, **more) -> Rule:
    """A rule with one clause."""
    why = None if reading is Reading.QUOTED else "because it was chosen so"
    return Rule(
        key=key,
        when=when or Condition(),
        then=then,
        clauses=("one",),
        reading=reading,
        why=why,
        **{"force": Force.MUST, **more},
    )


def weight(percent: str, form="minimum", **more) -> Weighting:
    """A weight of the overall score: at least so many percent, unless said otherwise."""
    return Weighting(form=form, percent=Decimal(percent), basis="overall", **more)


def over(amount: str, **more) -> Condition:
    """What is over so many pounds."""
    return Condition(value=Band(over=Decimal(amount)), **more)


def rule_set(*rules: Rule, council: str = "anytown", vat: VatBasis = VatBasis.EXCLUSIVE) -> RuleSet:
    """The rules of an invented policy."""
    return RuleSet(
        identity=PolicyIdentity(council, "Invented policy", "version 1", None),
        rules=rules,
        clauses={"one": CitedClause("one", "Invented policy", "Invented policy", "1", "says it")},
        names=Names(),
        value_basis=ValueBasis(vat=vat, reading=Reading.QUOTED),
    )


def decided(of: Facts, *rules: Rule, **more) -> dict[str, Requirement]:
    """What invented rules require, with no law above them, by slot."""
    law = rule_set(council="")
    found = requirements_for(of, rule_set(*rules, **more), law, national().threshold_table())
    return {requirement.slot: requirement for requirement in found}
