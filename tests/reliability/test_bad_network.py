"""A bad network and impatient people: what is sent again is done once, and answered as the first time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.reliability.proxy import proxy_to
from tests.reliability.site import Answer, Desk, Site
from tests.reliability.variants import forgetful

AT_ONCE = 20


def at_once(ask: Callable[[int], Answer], times: int = AT_ONCE) -> list[Answer]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(ask, range(times)))


def of(site: Site, desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = site.survey()["reports"][desk.id]
    return found


def signed_once(site: Site, desk: Desk, key: uuid.UUID) -> bool:
    found = of(site, desk)
    return (
        [version["key"] for version in found["versions"]] == [str(key)]
        and found["events"]["signed_final"] == 1
        and found["versions"][0]["notices"] == 1
        and site.mails() == 1
    )


def test_an_answer_that_never_arrives_is_asked_for_again(site: Site) -> None:
    site.start()
    saved, signed, key = Desk(site, 0), Desk(site, 1), uuid.uuid4()
    with proxy_to(site.port) as proxy, site.secret():
        through, direct = site.browser(proxy.port), site.browser()
        assert through.post(signed.edit, signed.page(1, "Ready.")).done
        proxy.cut_answers = True
        for address, sent in (
            (saved.edit, saved.page(1, "Once.")),
            (signed.sign, signed.signature(2, key)),
        ):
            before = proxy.answered
            with pytest.raises(ConnectionError):
                through.post(address, sent)
            assert proxy.answered == before + 1  # it was done all the same
            proxy.cut_answers = False
            for browser in (through, direct, through):
                assert browser.post(address, sent).done
            proxy.cut_answers = True
    found = of(site, saved)
    assert (found["saved"], found["events"]["draft_saved"]) == ({"2": "Once."}, 1)
    assert signed_once(site, signed, key)


def test_a_request_of_which_only_a_part_arrives_does_nothing(site: Site) -> None:
    site.start()
    desk = Desk(site, 0)
    with proxy_to(site.port) as proxy, site.secret():
        browser, page = site.browser(proxy.port), desk.page(1, "Whole.")
        for arriving in (1, 200, 1_000, 5_000):
            proxy.cut_requests_after = arriving
            with pytest.raises(ConnectionError):
                browser.post(desk.edit, page)
        assert of(site, desk)["saved"] == {}
        proxy.cut_requests_after = None
        assert browser.post(desk.edit, page).done
    assert of(site, desk)["saved"] == {"2": "Whole."}


def test_twenty_clicks_at_once_sign_once_and_are_all_told_so(site: Site) -> None:
    site.start()
    desk, key = Desk(site, 0), uuid.uuid4()
    with site.secret():
        assert site.browser().post(desk.edit, desk.page(1, "Ready.")).done
        sent = desk.signature(2, key)
    answers = at_once(lambda _number: site.browser().post(desk.sign, sent))
    assert [answer.status for answer in answers if not answer.done] == []
    assert signed_once(site, desk, key)


def test_without_its_memory_the_second_click_is_not_told_the_first_result(site: Site) -> None:
    """The control: the same clicks on an application that does not look whether it answered them before."""
    site.start(f"{forgetful.__module__}:{forgetful.__name__}()")
    desk, key = Desk(site, 0), uuid.uuid4()
    with site.secret():
        assert site.browser().post(desk.edit, desk.page(1, "Ready.")).done
        sent = desk.signature(2, key)
    answers = at_once(lambda _number: site.browser().post(desk.sign, sent), 4)
    assert [answer.status for answer in answers if not answer.done] != []


def test_one_accession_number_sent_by_many_at_once_is_registered_once(site: Site) -> None:
    site.start()
    spellings = ("new-1", "NEW-1", " New - 1 ", "Ｎew-1", "new\N{ZERO WIDTH SPACE}-1")

    def register(number: int) -> Answer:
        patient = {"patient_name": f"Synthetic {number}", "mrn": f"N-{number}", "sex": "female"}
        spelling = spellings[number % len(spellings)]
        return site.browser().post("/examinations/new/", patient | {"accession_number": spelling})

    answers = at_once(register)
    assert sorted(answer.status for answer in answers) == [302, *[422] * (AT_ONCE - 1)]
    for answer in answers:
        assert answer.done or "already registered" in answer.body.decode()
    assert len(site.survey()["reports"]) == len(site.staged["reports"]) + 1
