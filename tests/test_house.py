"""The house rules that no tool enforces: sizes, names, imports, locks, and that nothing leaves."""

import ast
import re
import socket
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analyser"
PRODUCT = [ROOT / "app.py", *sorted(PACKAGE.rglob("*.py"))]
SCRIPTS = [
    path
    for room in ("models", "samples")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "scratch" not in path.parts  # what the recipe fetches and makes on the way
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ALL = [*PRODUCT, *SCRIPTS, *TESTS]

LONGEST_MODULE_LINES = 300
LONGEST_FUNCTION_LINES = 60
# Hosts refuse files of tens of megabytes, and every clone carries each version of them.
LARGEST_FILE_BYTES = 5_000_000
LARGEST_MODEL_BYTES = 20_000_000  # one file of a trained model
LARGEST_TREE_BYTES = 60_000_000

# Names that fit anything explain nothing.
EMPTY_NAMES = {"utils", "util", "helpers", "common", "base", "manager", "misc", "tools"}

NETWORK = {
    *("aiohttp", "asyncio.streams", "boto3", "ftplib", "grpc", "http.client", "http.server"),
    *(
        "dask",
        "distributed",
        "httpcore",
        "httpx",
        "imaplib",
        "nntplib",
        "paramiko",
        "poplib",
        "requests",
        "smtplib",
    ),
    *("socket", "socketserver", "ssl", "telnetlib", "tornado", "urllib.request", "urllib3"),
    *("uvicorn", "websocket", "websockets", "xmlrpc"),
}

# Who may import what all the same, and why. An entry that is no longer needed fails.
NETWORK_ALLOWED = {
    # Serves the app, on the loopback address only.
    "analyser/serve.py": {"socket", "uvicorn"},
    # Only where the person names the scheduler of a cluster of their own: `--cluster`.
    "analyser/cluster.py": {"distributed"},
}

# Doors by which a lock or a start script could name where to fetch from.
ADDRESS = re.compile(r"://|\bwww\.|\b[a-z0-9-]+\.(?:org|com|io|net|dev)\b", re.IGNORECASE)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def every(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=named)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions a lock pins, by package; one package may have one for each Python."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)==([^ ;]+)", line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def test_there_is_a_house_to_look_at():
    rooms = {"ingest", "screens", "detect", "patterns", "law", "report", "ui"}
    assert rooms <= {path.parent.name for path in PRODUCT}
    assert {"records.py", "errors.py", "pipeline.py", "cli.py", "app.py"} <= {
        path.name for path in PRODUCT
    }
    assert len(PRODUCT) >= 30
    assert Path(__file__).resolve() in TESTS


@every(ALL)
def test_module_is_short_enough_to_hold_in_the_head(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE_LINES


@every(ALL)
def test_no_function_is_longer_than_a_screen(path):
    functions = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {n: size for n, size in lengths.items() if size > LONGEST_FUNCTION_LINES} == {}


@every([*PRODUCT, *SCRIPTS])
def test_module_says_what_it_is_for(path):
    assert ast.get_docstring(tree(path))


@every(PRODUCT)
def test_no_name_that_fits_anything(path):
    parts = {part.removesuffix(".py").strip("_") for part in path.relative_to(ROOT).parts}
    assert not parts & EMPTY_NAMES


def test_rooms_are_one_level_deep_except_for_the_pages():
    folders = {path.parent.relative_to(PACKAGE) for path in PRODUCT if PACKAGE in path.parents}
    assert {folder.as_posix() for folder in folders if len(folder.parts) > 1} <= {"ui/pages"}


def test_every_room_is_in_the_import_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    named_rooms = set(re.findall(r"\w+", " ".join(layers)))
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} <= named_rooms


def imported(path: Path) -> set[str]:
    """Return every module name that a file imports, with each package above it."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {".".join(name.split(".")[:n]) for name in names for n in range(1, name.count(".") + 2)}


@every(PRODUCT)
def test_nothing_that_could_reach_another_machine_is_imported(path):
    assert imported(path) & NETWORK == NETWORK_ALLOWED.get(named(path), set())


def test_every_exception_to_that_is_about_a_file_that_exists():
    assert set(NETWORK_ALLOWED) <= {named(path) for path in PRODUCT}


def test_the_look_for_imports_sees_each_way_to_write_one(tmp_path):
    sample = tmp_path / "sample.py"
    sample.write_text("import urllib.request as u\nfrom http import client\nimport socket, os\n")
    assert imported(sample) & NETWORK == {"urllib.request", "http.client", "socket"}


@every(PRODUCT)
def test_no_error_of_unknown_kind_is_caught(path):
    caught = {
        ast.unparse(name)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        for name in ast.walk(node.type or ast.Name("BaseException"))
        if isinstance(name, ast.Name)
    }
    assert not caught & {"Exception", "BaseException"}


@pytest.mark.parametrize(
    "name", ["run", "run.cmd", ".ci/run", "requirements.lock", "requirements-test.lock"]
)
def test_no_address_in_what_fetches_the_parts(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.strip()
    assert ADDRESS.findall(text) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_part_has_a_fingerprint(lock):
    entries = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M)[1:]
    assert len(entries) >= 30
    assert [e.split()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e] == []


def test_the_tests_run_on_the_parts_that_people_get():
    runtime, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert {name: test.get(name) for name in runtime} == runtime


def test_the_locks_hold_everything_that_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, asked in {
        "requirements.lock": [*project["dependencies"], *extras["build"]],
        "requirements-test.lock": extras["test"],
    }.items():
        names = {re.split(r"[><=\[; ]", line)[0] for line in asked}
        assert names <= set(pins(lock)), "run `./run lock`"


def test_both_start_scripts_look_for_the_same_pythons():
    for_shell = re.findall(r"\bpython(3\.\d+) ", (ROOT / "run").read_text(encoding="utf-8"))
    for_windows = re.findall(r"for %%V in \(([^)]*)\)", (ROOT / "run.cmd").read_text("utf-8"))
    oldest_first = [f"3.{minor}" for minor in range(11, 15)]
    assert sorted(set(for_shell)) == sorted(for_windows[0].split()) == oldest_first


def test_the_app_is_served_to_this_computer_only_and_knows_each_setting():
    from streamlit import config

    asked = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert asked["server"]["address"] == "127.0.0.1"
    assert asked["server"]["enableXsrfProtection"] is True
    assert asked["browser"]["gatherUsageStats"] is False
    assert asked["client"]["showErrorDetails"] == "none"
    assert flat(asked) <= set(config.get_config_options())


def flat(table: dict[str, object], prefix: str = "") -> set[str]:
    found = set()
    for key, value in table.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
    return found


def test_no_file_is_too_large_to_keep_in_the_repository():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so which files are kept is unknown")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    sizes = {name: (ROOT / name).stat().st_size for name in listing.split("\0") if name}
    assert "pyproject.toml" in sizes
    most = {
        name: LARGEST_MODEL_BYTES if name.startswith("models/") else LARGEST_FILE_BYTES
        for name in sizes
    }
    assert {name: size for name, size in sizes.items() if size > most[name]} == {}
    assert sum(sizes.values()) <= LARGEST_TREE_BYTES


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.getaddrinfo("example.invalid", 80),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    ],
    ids=["connection", "name", "datagram"],
)
def test_a_test_cannot_reach_another_machine(reach, network_attempts):
    with pytest.raises(RuntimeError, match="Nothing leaves the machine"):
        reach()
    assert len(network_attempts) == 1
    network_attempts.clear()


def test_a_test_can_reach_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
