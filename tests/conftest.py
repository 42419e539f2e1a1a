"""The order of the tests: what takes longest begins first, so that no worker is left alone with it at the end."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda one: one.get_closest_marker("long") is None)
