"""`bekymring flows …` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer import BadParameter
from typer.testing import CliRunner

from bekymring_tui.cli.flows import app
from bekymring_tui.cli.norsk import usage_error
from bekymring_tui.errors import Exit, Failure
from bekymring_tui.flow.compile import thaw
from bekymring_tui.flow.load import load_shipped, shipped_flows
from bekymring_tui.flow.problems import FlowProblems
from bekymring_tui.prove.proven import Proven, proven_file
from tests.own_samples import NAME, lay

FIXTURES = Path(__file__).parent.parent / "fixtures"
MINIMAL = str(FIXTURES / "flows" / "minimal")
BROKEN = FIXTURES / "broken"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_list_names_every_shipped_procedure() -> None:
    code, output = run("list")
    assert code == 0
    assert len(output.splitlines()) == len(shipped_flows())
    assert "10 trinn" in next(line for line in output.splitlines() if line.startswith("porsgrunn"))
    listed = json.loads(run("list", "--json")[1])
    assert [one["id"] for one in listed] == shipped_flows()
    assert "Skole" in next(one for one in listed if one["id"] == "porsgrunn")["services"]


def test_list_marks_ones_own_and_tells_of_what_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEKYMRING_STORE", str(tmp_path))
    lay(tmp_path)
    lay(tmp_path, name="porsgrunn")
    broken = lay(tmp_path, ("step: talk", "step: gone"), name="feil").parent
    code, output = run("list")
    assert code == 0
    own = [line for line in output.splitlines() if line.endswith("(egen)")]
    assert [line.split()[0] for line in own] == [NAME]
    assert [line.split(" kan ikke")[0] for line in output.splitlines()[-2:]] == [
        str(broken),
        str(tmp_path / "prosedyrer" / "porsgrunn"),
    ]
    listed = json.loads(run("list", "--json")[1])
    assert [one["id"] for one in listed if one["own"]] == [NAME]


def test_check_without_a_name_checks_all_that_come_along() -> None:
    """The walks, a minute of processor, are made in `test_check.py`; here they are remembered as made."""
    for name in shipped_flows():
        Proven(proven_file()).remember(load_shipped(name))
    code, output = run("check")
    assert code == 0
    assert output.splitlines() == [f"{name}: alt i orden." for name in shipped_flows()]


def test_check_tells_place_code_what_is_wrong_and_what_to_do() -> None:
    file = BROKEN / "dead_end.yaml"
    code, output = run("check", str(file))
    assert code == Exit.FOUND
    first, advice, summary = output.splitlines()
    assert first.endswith("dead_end.yaml:108:17: FLYT-402 (feil) Trinnet «talk» har ingen vei videre.")
    assert advice.startswith("    Gi det et utfall")
    assert "1 å rette, 0 å se over" in summary


def test_check_takes_several_and_a_newer_one_decides_the_exit_code() -> None:
    code, output = run("check", MINIMAL, str(BROKEN / "long_text.yaml"), str(BROKEN / "newer.yaml"))
    assert code == Exit.NEWER
    assert f"{MINIMAL}: alt i orden." in output
    assert "(se over)" in output


def test_show_tells_the_way_and_its_json_is_the_whole_procedure() -> None:
    code, output = run("show", MINIMAL)
    assert code == 0
    assert "Ja -> talk" in output
    assert thaw(run("show", "porsgrunn", "--json")[1]) == load_shipped("porsgrunn")


def test_show_of_a_broken_flow_fails_with_its_problems() -> None:
    with pytest.raises(FlowProblems, match="FLYT-301"):
        run("show", str(BROKEN / "unknown_step.yaml"))


def test_graph_draws_one_track_or_all() -> None:
    assert run("graph", MINIMAL)[1].startswith("flowchart TD\n")
    assert run("graph", MINIMAL, "--track", "all") == run("graph", MINIMAL)


@pytest.mark.parametrize(("drawing", "start"), [("mermaid", "flowchart TD\n"), ("dot", "digraph "), ("svg", "<?xml ")])
def test_graph_draws_in_three_ways(drawing: str, start: str) -> None:
    code, output = run("graph", "porsgrunn", "--as", drawing)
    assert code == 0
    assert output.startswith(start)
    assert "Konkretiser bekymringen" in output


def test_another_drawing_is_refused_in_norwegian() -> None:
    with pytest.raises(BadParameter) as caught:
        app(["graph", MINIMAL, "--as", "png"], standalone_mode=False)
    assert "Verdien for --as kan ikke brukes." in usage_error(caught.value)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["show", "prosgrunn"], "«porsgrunn»"),
        (["check", "borte.yaml"], "porsgrunn"),
        (["graph", MINIMAL, "--track", "al"], "«all»"),
    ],
)
def test_a_wrong_name_is_told_with_what_there_is(arguments: list[str], hint: str) -> None:
    with pytest.raises(Failure, match=hint) as caught:
        run(*arguments)
    assert caught.value.code is Exit.USAGE


def test_schema_explains_in_words_and_as_data() -> None:
    code, output = run("schema")
    assert code == 0
    assert "suggest_when" in output
    assert "guardians" in output
    assert json.loads(run("schema", "--json")[1])["title"] == "Prosedyren, hele filen"


def test_schema_of_a_part() -> None:
    assert "levels" in json.loads(run("schema", "--json", "--part", "track")[1])["properties"]
    assert "exits" in json.loads(run("schema", "--json", "--part", "fragment")[1])["properties"]


def test_check_lists_what_has_no_contact_tag_behind_what_it_found() -> None:
    code, output = run("check", MINIMAL, "--tags")
    assert code == 0
    fine, empty, many, *listed = output.splitlines()
    assert (fine, empty) == (f"{MINIMAL}: alt i orden.", "")
    assert many.startswith(f"{MINIMAL}: {len(listed)} steder har ikke noe kontaktmerke")
    assert any(": Et trinn: " in one for one in listed)
    as_data = json.loads(run("check", MINIMAL, "--tags", "--json")[1])[MINIMAL]
    assert as_data["problems"] == []
    assert [one["line"] for one in as_data["untagged"]] == [int(one.split(":")[1]) for one in listed]
    assert json.loads(run("check", MINIMAL, "--json")[1])[MINIMAL] == []


def test_what_needs_no_walk_loads_neither_the_engine_nor_the_app() -> None:
    broken = BROKEN / "no_basis.yaml"
    script = "import sys; from bekymring_tui.cli import run; run(['flows', 'check', sys.argv[1]]); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", script, str(broken)], capture_output=True, text=True, check=True)
    loaded = set(said.stdout.splitlines()[-1].split())
    assert "bekymring_tui.prove.check" in loaded
    assert not loaded & {"bekymring_tui.case.acts", "rich", "textual", "sqlalchemy", "sqlmodel", "cryptography"}
