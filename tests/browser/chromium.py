# SPDX-License-Identifier: GPL-2.0-or-later
"""Chromium without a screen, spoken to over two pipes (DevTools protocol)."""

import base64
import fcntl
import json
import os
import select
import subprocess
import tempfile
import time

OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
           "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync",
           "--disable-dev-shm-usage", "--hide-scrollbars",
           "--remote-debugging-pipe", "about:blank")
# pipes under numbers that are surely not 3 and 4, which Chromium wants
SCRIPT = 'in=$1 out=$2; shift 2; exec "$@" 3<&$in 4>&$out'
PATIENCE = 120


def high(number):
    moved = fcntl.fcntl(number, fcntl.F_DUPFD, 20)
    os.close(number)
    return moved


class Browser:
    """One browser with one tab."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="sipmap-browser-",
                                                  ignore_cleanup_errors=True)
        theirs_in, self.out = map(high, os.pipe())
        self.into, theirs_out = map(high, os.pipe())
        # from end to end a new profile, in a folder that goes
        self.process = subprocess.Popen(
            ["bash", "-c", SCRIPT, "bash", str(theirs_in), str(theirs_out),
             "chromium", f"--user-data-dir={self.folder.name}", *OPTIONS],
            pass_fds=(theirs_in, theirs_out), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=dict(os.environ, HOME=self.folder.name))
        os.close(theirs_in)
        os.close(theirs_out)
        self.buffer = b""
        self.number = 0
        self.session = None
        self.complaints = []
        self.base = "about:"
        target = self.call("Target.createTarget", url="about:blank")
        self.session = self.call("Target.attachToTarget", flatten=True,
                                 targetId=target["targetId"])["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")

    def receive(self, until):
        """The next message; what the page complains of is kept."""
        while b"\0" not in self.buffer:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.into], [], [], left)[0]:
                raise AssertionError("the browser does not answer")
            data = os.read(self.into, 1 << 20)
            if not data:
                raise AssertionError("the browser has ended")
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(line)
        if message.get("method") in ("Runtime.exceptionThrown",
                                     "Log.entryAdded"):
            self.complain(message["params"])
        return message

    def complain(self, told):
        """Keep it, unless it is about a page that was open before."""
        url = told.get("entry", told.get("exceptionDetails")).get("url")
        if not url or url.startswith(self.base):
            self.complaints.append(json.dumps(told))

    def call(self, method, **parameters):
        """One request, and its result."""
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.out, json.dumps(request).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while True:
            message = self.receive(until)
            if message.get("id") == self.number:
                assert "error" not in message, f"{method}: {message}"
                return message["result"]

    def look(self, width=1100, height=900, dark=False, phone=False):
        """How the tab is looked at."""
        self.call("Emulation.setDeviceMetricsOverride", width=width,
                  height=height, deviceScaleFactor=1, mobile=phone)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme",
             "value": "dark" if dark else "light"}])

    def evaluate(self, expression):
        """The value of a JavaScript expression."""
        got = self.call("Runtime.evaluate", expression=expression,
                        returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in got, f"{expression}: {got}"
        return got["result"].get("value")

    def wait(self, expression):
        """Until an expression is true."""
        until = time.monotonic() + PATIENCE
        while not self.evaluate(expression):
            assert time.monotonic() < until, \
                f"never: {expression}\n" + \
                str(self.evaluate("document.body.innerText"))
            time.sleep(0.1)

    def open(self, url):
        """A page, once it has told something."""
        self.complaints.clear()
        self.base = url
        self.call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && "
                  "document.getElementById('works') && !document"
                  ".getElementById('works').textContent.includes('asking')")

    def picture(self, path):
        """The whole page as PNG."""
        height = self.evaluate("document.documentElement.scrollHeight")
        width = self.evaluate("innerWidth")
        got = self.call("Page.captureScreenshot", captureBeyondViewport=True,
                        clip={"x": 0, "y": 0, "width": width,
                              "height": height, "scale": 1})
        path.write_bytes(base64.b64decode(got["data"]))

    def close(self):
        """End it, and its profile."""
        for pipe in (self.out, self.into):
            os.close(pipe)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()
