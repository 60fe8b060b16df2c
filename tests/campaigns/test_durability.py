"""A short run of each campaign on durability; at length by ``python -m tests.campaigns.durability``."""

from __future__ import annotations

import json
import subprocess
import sys

from resources import ROOT

CAMPAIGNS = "kills 1 20 full 1 1 cuts 1 20 flips 1 20 bases 1 30 writers 1 5"


def test_that_nothing_is_lost_torn_or_ends_in_a_traceback() -> None:
    command = [sys.executable, "-m", "tests.campaigns.durability", *CAMPAIGNS.split()]
    ended = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [json.loads(line)["campaign"] for line in ended.stdout.splitlines()] == CAMPAIGNS.split()[::3]
