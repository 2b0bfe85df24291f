"""Compiles the generated client and, if the libraries that it needs are installed, imports each of its modules.

Argument: directory of the generated client.
"""

import compileall
import importlib
import importlib.util
import pkgutil
import sys

root = sys.argv[1]
if not compileall.compile_dir(root, quiet=1, force=True):
    sys.exit("Python: the client does not compile")
missing = [name for name in ("pydantic", "urllib3", "dateutil", "typing_extensions") if not importlib.util.find_spec(name)]
if missing:
    print("Python: compiled; not imported, because these libraries are not installed:", ", ".join(missing))
    sys.exit()
sys.path.insert(0, root)
client = importlib.import_module("sunwindow")
modules = [module.name for module in pkgutil.walk_packages(client.__path__, "sunwindow.")]
for module in modules:
    importlib.import_module(module)
print(f"Python: compiled, and imported {len(modules)} modules")
