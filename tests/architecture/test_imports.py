"""Imports point down; what the import contracts cannot see is checked here."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, files, functions, sources

KNOWN_FOLDERS = {
    *PACKAGES,
    "templates",
    "static",
    "fixtures",
    "tests",
    "bin",
    "requirements",
    "var",
    "node_modules",
}
BESIDE_THE_PRODUCT = {"tests", "bin", "manage.py"}
# Ways to get at a module or a model by its name in a text, which no contract sees.
BY_NAME = {"import_module", "__import__", "import_string", "get_model"}
DOMAINS = [
    "socialvalue.access.domain",
    "socialvalue.files.domain",
    "councils.policies.domain.file",
    "measures.domain.valuation",
    "procurement.ledger.domain.figures",
    "procurement.opportunities.domain",
    "procurement.tenders.domain",
    "procurement.bids.domain",
    "procurement.contracts.domain",
    "procurement.returns.domain",
    "procurement.backtests.domain.result",
    "procurement.journey.domain.passing",
    "procurement.journey.domain.steps",
    "reporting.domain.tables",
]


def test_import_contracts_are_kept():
    """Layers, stages, rooms and the plain domain, as pyproject.toml says."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_no_new_top_level_package():
    """A package that no contract names would be seen by none."""
    found = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")}
    assert found <= KNOWN_FOLDERS, f"not known: {found - KNOWN_FOLDERS}"


def test_python_stands_only_where_it_is_looked_at():
    """Elsewhere, for instance beside the packages or among the fixtures, no rule would see it."""
    found = files(".py")
    assert len(found) > 300, "the files were not found"
    places = {*PACKAGES, *BESIDE_THE_PRODUCT}
    lost = [p.relative_to(ROOT).as_posix() for p in found if p.relative_to(ROOT).parts[0] not in places]
    assert not lost


def test_every_package_of_the_product_is_there():
    """A rule over nothing would hold for ever."""
    found = {source.path.relative_to(ROOT).parts[0] for source in sources()}
    assert found == set(PACKAGES)
    assert len(sources()) > 200


def test_every_folder_of_code_is_a_package():
    """A folder without __init__.py is left out by the contracts, with all that is below it."""
    folders = {
        folder
        for source in sources(migrations=True)
        for folder in source.path.parents
        if folder.is_relative_to(ROOT) and folder != ROOT
    }
    assert not [f.relative_to(ROOT).as_posix() for f in folders if not (f / "__init__.py").exists()]


def test_the_init_of_an_app_imports_nothing():
    """Only a room that is a folder may pass on its own names."""
    for source in sources():
        if source.path.name != "__init__.py":
            continue
        package = ".".join(source.path.parent.relative_to(ROOT).parts)
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Import):
                pytest.fail(f"{source.name} imports {node.names[0].name}")
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0 and node.module.startswith(f"{package}."), (
                    f"{source.name}: {node.module}"
                )
                assert not (source.path.parent / "apps.py").exists(), f"{source.name} is an app's"


def test_no_function_imports():
    """An import inside a function means that the design is wrong."""
    inside = [
        f"{source.name}:{function.lineno}"
        for source in sources()
        for function in functions(source)
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]
    assert not inside


def test_nothing_is_imported_by_a_name_in_a_text():
    """A module or a model that is named by a string is an import that no contract sees."""
    found = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call in source.calls()
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in BY_NAME
    ]
    assert not found


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_loads_without_django_or_celery(domain):
    """In a fresh process, so that nothing else has loaded them."""
    code = f"import {domain}, sys; print([m for m in ('django', 'celery', 'kombu', 'psycopg2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_every_domain_is_in_the_list():
    """A new domain must be shown to be plain too."""
    found = {
        ".".join(
            source.path.relative_to(ROOT)
            .with_suffix("")
            .parts[: source.path.relative_to(ROOT).parts.index(part) + 1]
        )
        for source in sources()
        for part in source.path.relative_to(ROOT).parts
        if part in {"domain", "domain.py"}
    }
    found = {name.removesuffix(".py") for name in found}
    missing = [
        name for name in found if not any(one == name or one.startswith(f"{name}.") for one in DOMAINS)
    ]
    assert not missing
