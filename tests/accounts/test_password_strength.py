"""Long passwords that are easy to guess are refused, also in combination; phrases and random characters pass."""

import random
import string

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from reporting.models import User

OLGA = User(username="olga", first_name="Olga", last_name="Meier", email="olga.meier@example.org")

# The first six were accepted before there was this blocklist.
GUESSABLE = [
    " " * 15,
    "a" * 15,
    "123456789012345",
    "passwordpassword",
    "olgaolgaolgaolga",
    "breastimaging12",
    "Passwort12345678",
    "p@ssw0rdp@ssw0rd",
    "drowssapdrowssap",
    "abcabcabcabcabcabc",
    "qwertyuiopasdfgh",
    "qwertzuiopasdfghj",
    "1q2w3e4r5t6y7u8i",
    "987654321098765",
    "aaaaaaaabbbbbbbb",
    "letmeinwelcome123",
    "iloveyouiloveyou",
    "sunshineprincess",
    "dragonmonkey1234",
    "summersummer2026",
    "Monday-2026-Monday",
    "mammographie2026",
    "administrator2026!",
    "radiologybreastimaging2026",
    "olga.meier.1979!!",
    "meierolgameierolga",
    "example.org2026!",
]
# What everybody has read once, with or without spaces.
GUESSABLE += [
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "Correct-Horse-Battery-Staple1",
    "c0rrecth0rsebatterystaple",
    "thequickbrownfox",
    "tobeornottobethatis",
    "ornottobethatisthequestion",
    "maytheforcebewithyou!",
    "FranzJagtImKomplettVerwahrlosten",
    "alle meine entchen",
]
STRONG = [
    "violet-kayak-omelette",
    "battery omelette kayak violet",
    "a long phrase to sign with",
    "Regenschirm trifft Bügeleisen",
    "kitchen lantern seven foxes",
    "ظل القمر فوق البحر الهادئ",
    "vT9#qLm2!xWz8Rb",
]


@pytest.mark.parametrize("password", GUESSABLE)
def test_long_but_guessable_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        password_validation.validate_password(password, OLGA)


@pytest.mark.parametrize("password", STRONG)
def test_unrelated_words_and_random_characters_pass(password: str) -> None:
    password_validation.validate_password(password, OLGA)


def test_generated_passwords_pass() -> None:
    generator = random.Random(1)
    for _turn in range(300):
        password = "".join(generator.choices(string.ascii_letters + string.digits, k=16))
        password_validation.validate_password(password, OLGA)


def test_words_of_another_person_are_no_personal_words() -> None:
    phrase = "meier lantern kettle"
    password_validation.validate_password(phrase, User(username="rosa"))


def test_a_very_long_text_is_checked() -> None:
    with pytest.raises(ValidationError):
        password_validation.validate_password("password" * 500, OLGA)
    password_validation.validate_password("kitchen lantern seven foxes " * 100, OLGA)
