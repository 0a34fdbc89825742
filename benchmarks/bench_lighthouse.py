"""What Lighthouse says of the editor page, signed in, as a desk sees it. Goal: 95 for performance and accessibility.

Needs node, npm and chromium; the first run installs what package-lock.json names into benchmarks/lighthouse.
Run alone: ``python -m benchmarks.bench_lighthouse``.
"""

import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOL = Path(__file__).with_name("lighthouse")
GOAL = 95
USER, PASSWORD = "rosa", "ductography demo"  # of the demo
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
CATEGORIES = ("performance", "accessibility", "best-practices")
ROUNDS = 3


def main() -> None:
    if not (TOOL / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=TOOL, check=True)
    with tempfile.TemporaryDirectory(prefix="ductogram-lighthouse-") as directory:
        server, base = started(directory)
        try:
            cookie, page = signed_in(base)
            rounds = [judged(f"{base}{page}", cookie, Path(directory)) for _ in range(ROUNDS)]
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
    for name in CATEGORIES:
        scores = sorted(found[name] for found in rounds)
        goal = f"goal {GOAL}" if name != "best-practices" else ""
        print(f"{name:<16}{scores[len(scores) // 2]:5.0f}   of {ROUNDS} rounds {scores}   {goal}")


def started(directory: str) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PORT": str(port), "REPORTING_DATA_DIR": directory}
    server = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    base = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{base}/health/", timeout=1).close()
            return server, base
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server does not answer")


def signed_in(base: str) -> tuple[str, str]:
    """The cookies of a session, and the address of an editor page."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = opener.open(f"{base}/accounts/login/").read().decode()
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": USER, "password": PASSWORD})
    worklist = opener.open(f"{base}/accounts/login/?next=/worklist/", sent.encode()).read().decode()
    page = re.findall(r'href="(/reports/[^"]+/edit/)"', worklist)[-1]
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), page


def judged(address: str, cookie: str, directory: Path) -> dict[str, int]:
    """Scores of 0 to 100 by category."""
    headers, report = directory / "headers.json", directory / "lighthouse.json"
    headers.write_text(json.dumps({"Cookie": cookie}))
    headers.chmod(0o600)
    command = [
        str(TOOL / "node_modules" / ".bin" / "lighthouse"),
        address,
        f"--extra-headers={headers}",
        f"--chrome-flags={CHROME_FLAGS}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--preset=desktop",
        "--output=json",
        f"--output-path={report}",
        "--quiet",
    ]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "chromium"}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    found = json.loads(report.read_text())
    for name in ("performance", "accessibility"):
        for reference in found["categories"][name]["auditRefs"]:
            audit = found["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {name}: {audit['title']} ({audit.get('displayValue', '')})")
    return {name: round(found["categories"][name]["score"] * 100) for name in CATEGORIES}


if __name__ == "__main__":
    main()
