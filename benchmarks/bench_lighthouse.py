"""What Lighthouse says of the editor page, signed in, as a desk sees it, and what the page transfers.

Goal: 95 for performance and accessibility.

Needs node, npm and chromium; the first run installs what package-lock.json names into benchmarks/lighthouse.
Run alone: ``python -m benchmarks.bench_lighthouse``.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TOOL = Path(__file__).with_name("lighthouse")
GOAL = 95
USER, PASSWORD = "rosa", "ductography demo"  # of the demo
PATIENCE = 180  # seconds for a round
CATEGORIES = ("performance", "accessibility", "best-practices")
ROUNDS = 3
LIMITS_KB = {"first": 250, "again": 40}
TRANSFERRED = """["navigation", "resource"]
    .flatMap((kind) => performance.getEntriesByType(kind))
    .reduce((sum, part) => sum + part.transferSize, 0)"""


def main() -> None:
    if not (TOOL / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=TOOL, check=True)
    with tempfile.TemporaryDirectory(prefix="ductogram-lighthouse-") as directory:
        server, base = started(directory)
        try:
            rounds = judged(base, Path(directory))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
    for name in CATEGORIES:
        scores = sorted(found[name] for found in rounds)
        goal = f"goal {GOAL}" if name != "best-practices" else ""
        print(f"{name:<16}{scores[len(scores) // 2]:5.0f}   of {ROUNDS} rounds {scores}   {goal}")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def started(directory: str) -> tuple[subprocess.Popen[bytes], str]:
    port = free_port()
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


def judged(base: str, directory: Path) -> list[dict[str, int]]:
    """Scores of 0 to 100 by category, for each round, of an editor page in a browser that is signed in."""
    with sync_playwright() as playwright:
        port = free_port()
        browser = playwright.chromium.launch_persistent_context(
            str(directory / "browser"),
            executable_path=shutil.which("chromium"),
            args=[f"--remote-debugging-port={port}", "--no-sandbox", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.goto(f"{base}/worklist/")
        page.get_by_label("Username").fill(USER)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        address = page.locator("a[href^='/reports/'][href$='/edit/']").last.get_attribute("href")
        page.goto("about:blank")
        browser.new_cdp_session(page).send("Network.clearBrowserCache")
        for name, limit in LIMITS_KB.items():
            print(f"transferred {name:<10}{_transferred_kb(page, f'{base}{address}'):5.0f} kB, limit {limit}")
        page.close()
        rounds = [_round(f"{base}{address}", port, directory / "lighthouse.json") for _ in range(ROUNDS)]
        browser.close()
    return rounds


def _transferred_kb(page: Page, address: str) -> float:
    """What the page and its parts took over the network, heads of the answers included."""
    page.goto(address, wait_until="networkidle")
    return float(page.evaluate(TRANSFERRED)) / 1000


def _round(address: str, port: int, report: Path) -> dict[str, int]:
    command = [
        str(TOOL / "node_modules" / ".bin" / "lighthouse"),
        address,
        f"--port={port}",
        "--disable-storage-reset",  # keeps the sign-in
        f"--only-categories={','.join(CATEGORIES)}",
        "--preset=desktop",
        "--output=json",
        f"--output-path={report}",
        "--quiet",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
    found = json.loads(report.read_text())
    if not found["finalDisplayedUrl"].startswith(address):
        raise RuntimeError(f"judged was {found['finalDisplayedUrl']}")
    for warning in found["runWarnings"]:
        print(f"  {warning}")
    for name in CATEGORIES:
        for reference in found["categories"][name]["auditRefs"]:
            audit = found["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {name}: {audit['title']} ({audit.get('displayValue', '')})")
    return {name: round(found["categories"][name]["score"] * 100) for name in CATEGORIES}


if __name__ == "__main__":
    main()
