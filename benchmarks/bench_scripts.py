"""PDF of one report whose names and free texts are plain Latin, Arabic, Hebrew, Japanese or stacked letters.

Run alone: ``python -m benchmarks.bench_scripts``. The same report each time; the processor's own time in ms.
"""

from __future__ import annotations

import datetime
import os
import statistics
import time
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
CASE = "synthetic-two-ducts"
ROUNDS = 30
TEXTS = {
    "plain Latin": (
        "Anna Example",
        "Filling defect of 4.5 mm (papilloma) in the left breast, 12-14 mm from the nipple. ",
    ),
    "Arabic": (
        "فاطمة الزهراء",
        "ورم حليمي داخل القناة (papilloma) بقطر 4.5 mm في الثدي الأيسر عند الساعة 3. ",
    ),
    "Hebrew": ("שרה לוי", "נמצא פגם מילוי (papilloma) בקוטר 4.5 mm בשד שמאל, במרחק 12-14 mm מהפטמה. "),
    "Japanese": (
        "山田 花子",
        "左乳房３時方向の乳管内に充盈欠損を認める（直径４．５ｍｍ）。「経過観察」が必要です。",
    ),
    "stacked": ("Nguyễn Thị Ánh", "Tiết dịch núm vú trái có máu; x̂́ L̃́ j̃ ẹ̀ trong ống tuyến sữa, 4,5 mm. "),
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
    import django

    django.setup()
    from reporting.ductography.document import ReportDocument, replace_identity
    from reporting.ductography.layout.print_state import Letterhead, PrintState
    from reporting.pdf.report import render

    letterhead = Letterhead("Breast Imaging", "12 Example Street\n12345 Exampletown", "01234 567890")
    signed_at = datetime.datetime(2026, 5, 17, 16, 4, tzinfo=datetime.UTC)
    given = ReportDocument.from_json((CASES / f"{CASE}.json").read_bytes())
    print(f"{'texts':<14}{'first':>8}{'median':>8}{'min':>8}{'bytes':>9}")
    for name, (patient, sentence) in TEXTS.items():
        named = replace_identity(given, patient_name=patient)
        impression = named.impression.model_copy(update={"text": sentence * 6})
        document = named.model_copy(update={"impression": impression})
        stamp = PrintState(
            "final", 1, document.digest(), "Rosa", signed_at, "I am responsible for this report."
        )
        took = []
        for _ in range(ROUNDS + 1):
            started = time.process_time()
            pdf = render(document, stamp, letterhead)
            took.append((time.process_time() - started) * 1000)
        first, *others = took
        print(f"{name:<14}{first:>8.0f}{statistics.median(others):>8.1f}{min(others):>8.1f}{len(pdf):>9,}")


if __name__ == "__main__":
    main()
