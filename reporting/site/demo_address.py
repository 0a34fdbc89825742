"""The address of the demo on this machine, remembered so that commands in another terminal print it too."""

import re
from pathlib import Path

FILE_NAME = "demo-address"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d{1,5}")


def address_of(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def remember(data_dir: Path, port: int) -> None:
    """Record where the demo whose data is in ``data_dir`` is served from now on."""
    (data_dir / FILE_NAME).write_text(f"{address_of(port)}\n", encoding="ascii")


def remembered(data_dir: Path) -> str:
    """The address last recorded, or an empty string."""
    try:
        address = (data_dir / FILE_NAME).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return address if _ADDRESS.fullmatch(address) else ""
