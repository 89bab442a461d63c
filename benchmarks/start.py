"""How long the app takes to answer: started by `./run`, and by Streamlit with nothing around it.

Each is started three times, in turn, on a free port of this computer; the middle time counts. The
clock runs from the start of the command to the first answer of the server's own health page; ours
hides that page, and prints its address once it answers.
`./run` must be no more than three seconds slower. `analyser --help` is timed too: it must be there
in 0.3 s. Run `./run test` or `./run` once before this.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
TIMES = 3
GIVE_UP_S = 60
OK = 200


def free_port() -> str:
    """Return a port of this computer that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def answers(port: str) -> bool:
    """Return whether the server on `port` says that it is well."""
    connection = HTTPConnection("127.0.0.1", int(port), timeout=1)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == OK
    except OSError:
        return False
    finally:
        connection.close()


def seconds_to_answer(command: list[str], port: str) -> float:
    """Start `command`, wait until it answers, stop it; raises TimeoutError after a minute."""
    started = time.monotonic()
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=quiet, start_new_session=True
    )
    says_so = command[0] == str(ROOT / "run")
    try:
        while not (server.stdout.readline() if says_so and server.stdout else answers(port)):
            if time.monotonic() - started > GIVE_UP_S:
                raise TimeoutError(" ".join(command))
            time.sleep(0.02)
        return time.monotonic() - started
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def ours(port: str) -> list[str]:
    """Return the command of the README."""
    return [str(ROOT / "run"), "app", "--no-browser", "--port", port]


def streamlit(port: str) -> list[str]:
    """Return the bare command of the library."""
    options = ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.port", port]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options]


def seconds_of_help() -> float:
    """Return how long the shortest command takes, from its start to its end."""
    started = time.monotonic()
    command = [sys.executable, "-m", "analyser", "--help"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.monotonic() - started


def main() -> None:
    """Start each in turn, and print the table."""
    taken: dict[str, list[float]] = {"./run": [], "streamlit run": []}
    for _ in range(TIMES):
        for name, command in (("./run", ours), ("streamlit run", streamlit)):
            port = free_port()
            taken[name].append(seconds_to_answer(command(port), port))
    naive = statistics.median(taken["streamlit run"])
    print("| Started by | seconds until it answers | more than `streamlit run` |")
    print("| --- | ---: | ---: |")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"| `{name}` | {middle:.2f} | {middle - naive:+.2f} |")
    print(
        f"\n`analyser --help`: {statistics.median(seconds_of_help() for _ in range(TIMES)):.2f} s"
    )


if __name__ == "__main__":
    main()
