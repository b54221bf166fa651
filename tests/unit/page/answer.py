# SPDX-License-Identifier: GPL-2.0-or-later
"""A request to the agent's HTTP server, and what it answers."""

import http.client
import socket
from pathlib import Path

PATHS = ("/", "/status.json", "/metrics")


class FileConnection(http.client.HTTPConnection):
    """To a socket that is a file."""

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


class Answer:
    """Status, header fields and body of one request."""

    def __init__(self, port, path="/", method="GET", host=None, body=None):
        if isinstance(port, Path):
            connection = FileConnection(str(port), timeout=20)
            host = host or "localhost"
        else:
            connection = http.client.HTTPConnection("127.0.0.1", port,
                                                    timeout=20)
        connection.putrequest(method, path, skip_host=True)
        for name in ([host] if isinstance(host, str) else
                     host if host is not None else [f"127.0.0.1:{port}"]):
            connection.putheader("Host", name)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        got = connection.getresponse()
        self.status = got.status
        self.fields = got.headers
        self.body = got.read()
        connection.close()

    def __str__(self):
        return f"{self.status}\n{self.fields}{self.body.decode()[:500]}"

    def text(self):
        return self.body.decode()
