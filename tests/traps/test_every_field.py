"""A word typed in every field of every page is found nowhere but in the vault; and nothing else is told either (P4).

The program is led through all of it in a terminal of its own, once to the ordinary end and once to a crash; the other
endings are tried by `python -m trials marker_hunt`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pytest

from trials.marker_hunt import HUNTS, Travelled, travel
from trials.user_home import Home

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
    pytest.mark.skipif(
        hasattr(os, "geteuid") and os.geteuid() != 0, reason="the program closes its /proc to all but root"
    ),
]


@pytest.fixture(scope="module", params=["quit", "crash"])
def travelled(
    request: pytest.FixtureRequest, home_original: Home, tmp_path_factory: pytest.TempPathFactory
) -> Travelled:
    return travel(home_original, tmp_path_factory.mktemp("reise"), request.param)


@pytest.mark.parametrize("hunt", HUNTS, ids=lambda hunt: hunt.__name__)
def test_nothing_is_found_outside(travelled: Travelled, hunt: Callable[[Travelled], None]) -> None:
    hunt(travelled)
