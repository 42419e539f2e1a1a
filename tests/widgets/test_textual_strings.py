"""Every text in Textual that might reach the screen was looked at; a new version must be looked at again.

`textual_strings.txt` holds the version and, by module, each text that looks like words. How each is kept off the
screen: the palette, its commands and the screenshot notices by `SafeApp`; validators, MaskedInput, Select, Loading,
Placeholder, Tree and DataTable are not used; the rest are errors of a programmer, names of types or of timers.
Descriptions of bindings are left out: only Footer and HelpPanel show them, and neither is used.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
REVIEWED = HERE / "textual_strings.txt"
PACKAGE = HERE.parents[1] / "bekymring_tui"

WORDS = re.compile(r"[A-Z][a-z]{2,}|[a-z]+ [a-z]+")
TYPE = re.compile(r"^\w+$|\w\[[\w\[]| \| |^\w+\(True\)$|^\w+\.\w+$|^Scroll ")
LISTING = """
import importlib, pkgutil, sys
import bekymring_tui.widgets as ours
for module in pkgutil.iter_modules(ours.__path__):
    importlib.import_module(f"bekymring_tui.widgets.{module.name}")
for name, module in sorted(sys.modules.items()):
    if name.split(".")[0] == "textual" and not name.startswith("textual.css"):
        print(name, module.__file__, sep="\\t")
"""

QUIET_CALLS = ("Binding", "log", "TypeVar", "ParamSpec", "cast")
FORBIDDEN = {
    "Button", "Checkbox", "Collapsible", "DataTable", "Footer", "Header", "HelpPanel", "Label", "ListView", "Loading",
    "LoadingIndicator", "Log", "Markdown", "MaskedInput", "OptionList", "Placeholder", "RadioButton", "RadioSet",
    "RichLog", "Select", "SelectionList", "Static", "Switch", "Tabs", "TabbedContent", "Tree",
}  # fmt: skip
WRAPPED_HERE = {"tekst.py": {"Static"}, "liste.py": {"OptionList"}}


class Texts(ast.NodeVisitor):
    """Strings that may be shown: not docstrings, errors raised, log lines, CSS or descriptions of keys."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Raise(self, node: ast.Raise) -> None:
        pass

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_arg(self, node: ast.arg) -> None:
        pass

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any("CSS" in ast.unparse(target) for target in node.targets):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value and "CSS" not in ast.unparse(node.target):
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func)
        if not (name in QUIET_CALLS or "log." in name or name.endswith(("Error", "Exception"))):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and WORDS.search(node.value) and not TYPE.search(node.value.strip()):
            self.found.add(" ".join(node.value.split()))


def texts_of_textual() -> list[str]:
    """`module<tab>text`, sorted, after a first line with the version."""
    listed = subprocess.run(
        [sys.executable, "-c", LISTING], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    found = []
    for name, file in (line.split("\t") for line in listed):
        texts = Texts()
        texts.visit(ast.parse(Path(file).read_text("utf-8")))
        found += [f"{name}\t{text}" for text in texts.found]
    return [f"textual {version('textual')}", *sorted(found)]


def test_every_text_in_textual_was_looked_at() -> None:
    reviewed = REVIEWED.read_text("utf-8").splitlines()
    found = texts_of_textual()
    assert found[0] == reviewed[0], "another version of Textual: look at the new texts, then run this file"
    assert sorted(set(found) - set(reviewed)) == []
    assert sorted(set(reviewed) - set(found)) == []


def imported_from(file: Path, module: str) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {alias.name for node in froms if (node.module or "").startswith(module) for alias in node.names}


def test_widgets_with_english_or_markup_in_them_are_not_used() -> None:
    used = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in PACKAGE.rglob("*.py")
        for name in imported_from(file, "textual.widgets") & FORBIDDEN - WRAPPED_HERE.get(file.name, set())
    }
    assert used == set()


def test_no_widget_waits_for_focus_within() -> None:
    """It makes every change of focus slower by everything inside."""
    sheets = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.tcss")]
    assert [file.name for file in sheets if ":focus-within" in file.read_text("utf-8")] == []


if __name__ == "__main__":
    REVIEWED.write_text("\n".join(texts_of_textual()) + "\n", "utf-8")
