"""From ``make run`` to the first answer, when everything is installed and the demo is loaded. Limit: 5 s.

A first start, which loads the demo, is shown beside it. Run alone: ``python -m benchmarks.bench_start``.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 5.0
PATIENCE_S = 120


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ductogram-start-") as directory:
        first = start(directory)
        again = sorted(start(directory) for _ in range(3))
    print(f"first start, with the demo loaded   {first:6.2f} s")
    print(f"start when all is there, median     {again[1]:6.2f} s   limit {LIMIT_S:.0f} s")


def start(directory: str) -> float:
    """Seconds from the command to the first 200 of the health page; the server is ended again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PORT": str(port), "REPORTING_DATA_DIR": directory}
    began = time.perf_counter()
    server = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while time.perf_counter() - began < PATIENCE_S:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=1):
                    return time.perf_counter() - began
            except OSError:
                if server.poll() is not None:
                    raise RuntimeError("make run ended") from None
                time.sleep(0.02)
        raise TimeoutError(f"no answer within {PATIENCE_S} s")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
