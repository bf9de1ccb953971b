"""Imports go down only, and every package stands on a floor."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _contract() -> str:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    return " ".join(layers).replace("|", " ").replace(" : ", " ")


def test_imports_go_down_only():
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_every_package_stands_on_a_floor():
    floors = set(_contract().split())
    packages = {
        f"yeongdeungpoever.{folder.parent.name}"
        for folder in (ROOT / "yeongdeungpoever").glob("*/__init__.py")
    } | {folder.parent.name for folder in ROOT.glob("*/apps.py")}
    assert packages - floors - {"yeongdeungpoever.settings"} == set()
