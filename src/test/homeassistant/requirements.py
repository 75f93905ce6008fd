"""Prints what Home Assistant's integrations require: of those that it always loads, and of those named."""

import json
import pathlib
import sys

import homeassistant
from homeassistant.bootstrap import DEFAULT_INTEGRATIONS
from homeassistant.scripts import check_config

# Speech: it wants a compiler, and no test speaks.
LEFT_OUT = {"assist_pipeline"}

components = pathlib.Path(homeassistant.__file__).parent / "components"
waiting = {"homeassistant", *DEFAULT_INTEGRATIONS, *sys.argv[1:]}
seen = set(LEFT_OUT)
requirements = set(check_config.REQUIREMENTS)
while waiting - seen:
    name = (waiting - seen).pop()
    seen.add(name)
    manifest = components / name / "manifest.json"
    if manifest.exists():
        said = json.loads(manifest.read_text())
        requirements.update(said.get("requirements", []))
        waiting.update(said.get("dependencies", []))
print("\n".join(sorted(requirements)))
