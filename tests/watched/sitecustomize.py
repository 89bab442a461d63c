"""Put first on PYTHONPATH: each address that the interpreter reaches for is written to a file.

The file is named by `WATCHED_ADDRESSES`; one JSON array a line: the event, then the host. An audit
hook sees every socket of the process, however it was made, and cannot be taken off again.
"""

import json
import os
import sys

# Event of the interpreter -> where its host or address stands among the arguments.
_ADDRESS_AT = {
    "socket.bind": 1,
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
_FILE = os.open(os.environ["WATCHED_ADDRESSES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _ADDRESS_AT:
        return
    address = arguments[_ADDRESS_AT[event]]
    host = address[0] if isinstance(address, tuple) else address
    os.write(_FILE, (json.dumps([event, str(host)]) + "\n").encode())


sys.addaudithook(_note)
