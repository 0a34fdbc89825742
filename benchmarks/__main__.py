"""Run every measurement, one process each, so that none warms up or burdens the next."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    failed = []
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"== {path.stem.removeprefix('bench_')}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"]).returncode:
            failed.append(path.stem)
        print(flush=True)
    for name in failed:
        print(f"{name} did not finish", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
