"""The demo: every state and every role is there, and a second run leaves all of it alone."""

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from reporting.custody import archive, audit
from reporting.ductography.vocabulary import Origin
from reporting.management import demo
from reporting.models import ContrastAgent, Examination, Report, ReportVersion, Role, Status, User
from reporting.workflow import drafts

pytestmark = pytest.mark.django_db(transaction=True)


def seed() -> str:
    out = io.StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def rows() -> dict[str, list[Any]]:
    return {
        model.__name__: list(model.objects.order_by("pk").values()) for model in apps.get_models("reporting")
    }


def test_production_gets_no_demo(settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="cannot be loaded in production") as raised:
        seed()
    assert raised.value.returncode == 1
    assert not User.objects.exists() and not Report.objects.exists()


def test_the_demo_has_every_role_and_state_and_runs_again_without_a_trace(
    django_assert_max_num_queries, settings
) -> None:
    said = seed()
    for name, role in (
        ("rosa", Role.RADIOLOGIST),
        ("remi", Role.RADIOLOGIST),
        ("finn", Role.REFERRER),
        ("olga", Role.REFERRER),
        ("ada", Role.ADMIN),
    ):
        user = User.objects.get(username=name)
        assert user.role == role and user.check_password(demo.PASSWORD)
        assert any(line.split()[0] == name and demo.PASSWORD in line for line in said.splitlines() if line)
    assert set(Report.objects.values_list("status", flat=True)) == set(Status.values)
    assert Report.objects.filter(status=Status.DRAFT, author__isnull=True).count() == 3  # untouched
    assert Report.objects.filter(status=Status.DRAFT, author__isnull=False).exists()  # begun
    assert audit.verify_chain() is None
    for version in ReportVersion.objects.all():
        assert archive.load(version).startswith(b"%PDF-")
    cases = {path.stem for path in (demo.FIXTURES / "cases").glob("*.json")}
    assert {story.case for story in demo.DEMO_CASES} == cases
    assert Report.objects.count() == len(cases) + len(demo.UNREPORTED_EXAMINATIONS)
    published = Report.objects.filter(examination__accession_number__startswith="PUB-")
    assert Counter(report.status for report in published) == {Status.FINAL: 8, Status.AMENDED: 1}
    for report in Report.objects.exclude(revisions=None, current_version=None):
        assert drafts.current_document(report).origin.kind in (Origin.PUBLISHED, Origin.SYNTHETIC)

    before, files = rows(), sorted(Path(settings.ARCHIVE_DIR).rglob("*"))
    with django_assert_max_num_queries(5):
        assert seed() == said
    assert rows() == before
    assert sorted(Path(settings.ARCHIVE_DIR).rglob("*")) == files


def test_what_was_changed_stays_changed_and_what_is_missing_comes(monkeypatch) -> None:
    monkeypatch.setattr(demo, "DEMO_CASES", demo.DEMO_CASES[:1])
    seed()
    User.objects.filter(username="finn").update(last_name="Changed")
    ContrastAgent.objects.filter(name="iohexol").update(active=False)
    Examination.objects.filter(accession_number="SYN-21").update(reason="Changed.")
    monkeypatch.setattr(
        demo, "DEMO_CASES", [demo.DEMO_CASES[0], demo.DemoCase("c05", "remi", "olga", demo._final)]
    )
    seed()
    assert User.objects.get(username="finn").last_name == "Changed"
    assert not ContrastAgent.objects.filter(name="iohexol", active=True).exists()
    assert Examination.objects.get(accession_number="SYN-21").reason == "Changed."
    assert Report.objects.get(examination__accession_number="PUB-C05").status == Status.FINAL


def test_a_changed_password_ends_the_demo_with_a_sentence(monkeypatch) -> None:
    monkeypatch.setattr(demo, "DEMO_CASES", ())
    seed()
    rosa = User.objects.get(username="rosa")
    rosa.set_password("another phrase to sign with")
    rosa.save(update_fields=["password"])
    monkeypatch.setattr(demo, "DEMO_CASES", [demo.DemoCase("c02", "rosa", "finn", demo._final)])
    with pytest.raises(CommandError, match="could not be completed: Wrong password"):
        seed()


# SNOMED CT codes of DICOM CID 12; strengths from BioMed Res Int 2014:249810, table 1.
@pytest.mark.parametrize(
    ("name", "concentration", "code"),
    [
        ("iohexol", 300, "109218004"),
        ("iohexol", 350, "109218004"),
        ("iopamidol", 370, "109219007"),
        ("ioversol", 350, "109222009"),
        ("iopromide", 370, "353903006"),
        ("iodixanol", 320, "353962003"),
        ("ioxaglate", 320, "412228003"),
        ("iothalamate", 400, "353912008"),
        ("diatrizoate", 370, "12335007"),
    ],
)
def test_contrast_agent_with_strength_and_code(name: str, concentration: int, code: str) -> None:
    agents = [row["fields"] for row in json.loads((demo.FIXTURES / "contrast_agents.json").read_text())]
    found = next(a for a in agents if (a["name"], a["concentration_mg_i_per_ml"]) == (name, concentration))
    assert found["code"] == f"SCT {code}"


def test_contrast_agents_load_without_the_demo_and_once_only() -> None:
    for _ in range(2):
        call_command("loaddata", "contrast_agents", verbosity=0)
    assert ContrastAgent.objects.count() == 10
