"""Print the distributions that pyproject.toml names and this Python lacks."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"].values()
named = [*project["dependencies"], *(name for extra in extras for name in extra)]
missing = []
for name in ["monitorlib", *(re.split(r"[<>=!~ ;\[]", entry)[0] for entry in named)]:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        missing.append(name)
print(", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else ""))
