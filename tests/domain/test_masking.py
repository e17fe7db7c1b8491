"""Secrets are masked by value and by shape, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.masking import masked, secret_values, without_values

HEAD, TAIL = "-----BEGIN RSA PRIVATE " + "KEY-----", "-----END RSA PRIVATE " + "KEY-----"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@pytest.mark.parametrize(
    "name",
    [
        "GITHUB_TOKEN", "TOKEN", "DB_PASSWORD", "PGPASSWORD", "API_KEY", "APIKEY", "AWS_SECRET_ACCESS_KEY",
        "SSH_PASSPHRASE", "GOOGLE_CREDENTIALS", "SIGNING_KEYS", "KEY_2", "npm_auth_token", "MYSQL_PWD",
        "SENTRY_DSN", "PRIVATE_PEM", "GH_PAT",
    ],
)  # fmt: skip
def test_names_that_say_so_hold_secrets(name: str) -> None:
    assert secret_values({name: "hunter-22"}) == ("hunter-22",)


@pytest.mark.parametrize("name", ["PATH", "PWD", "OLDPWD", "KEYBOARD", "HOME", "LANG", "AUTHOR", "DISPLAY"])
def test_other_names_do_not(name: str) -> None:
    assert secret_values({name: "hunter-22"}) == ()


def test_short_values_are_left_alone() -> None:
    assert secret_values({"TOKEN": "short", "PASSWORD": "longer"}) == ("longer",)


def test_values_are_masked_the_longest_first_and_by_line() -> None:
    secrets = secret_values(
        {"A_TOKEN": "abcdef", "B_TOKEN": "abcdefgh", "C_KEY": "first line\nsecond line\nx"}
    )
    assert without_values("abcdefgh abcdef abcde", secrets) == "*** *** abcde"
    assert without_values("> second line <\nfirst", secrets) == "> *** <\nfirst"
    assert without_values("(.*) abcdef", secret_values({"T_TOKEN": "(.*) abc"})) == "***def"
    assert without_values("untouched", ()) == "untouched"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("id AKIA" + "ABCDEFGHIJKLMNOP.", "id ***."),
        ("ghp_" + LETTERS, "***"),
        ("github_pat_" + LETTERS, "***"),
        ("glpat-" + LETTERS[:20] + " ok", "*** ok"),
        ("xoxb-" + "123456789012-abc", "***"),
        ("eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxIn0" + ".abc-_1 rest", "*** rest"),
        (f"key:\n{HEAD}\nabc\ndef\n{TAIL}\nafter", "key:\n***\nafter"),
        (f"cut {HEAD}\nabc\ndef", "cut ***"),
        ("password=hunter2, next", "password=***, next"),
        ("DB_PASSWORD: hunter2", "DB_PASSWORD: ***"),
        ('{"api_key": "a b c", "n": 1}', '{"api_key": ***, "n": 1}'),
        ("client_secret='x y'; z", "client_secret=***; z"),
        ("token_for_ci = abc", "token_for_ci = ***"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ***"),
        ("authorization: Basic dXNlcjpw", "authorization: Basic ***"),
        ('"Authorization": "abcdef"', '"Authorization": "***"'),
        ("curl -H bearer abcdefgh1234", "curl -H bearer ***"),
        ("postgres://app:hunter2@db:5432/x", "postgres://app:***@db:5432/x"),
        ("redis://:hunter2@cache", "redis://:***@cache"),
    ],
)
def test_well_known_shapes_are_masked(text: str, shown: str) -> None:
    assert masked(text, ()) == shown


@pytest.mark.parametrize(
    "text",
    [
        "14 tests passed in 3.2 s",
        "Unexpected token in JSON at position 7",
        "1500 tokens: the most there are",
        "https://example.org:8080/path@2",
        "commit 0123456789abcdef0123456789abcdef01234567",
        "the secret is out",
        "password:\nnext line",
        "AKIA is how they begin",
        "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text, ()) == text


@given(st.text(alphabet="ab=:\"' \n-_/@.*tokenpasswrd", max_size=80))
def test_to_mask_twice_is_to_mask_once(text: str) -> None:
    once = masked(text, ())
    assert masked(once, ()) == once


@given(st.text(min_size=6, max_size=20), st.text(max_size=30))
def test_a_value_is_never_left(secret: str, around: str) -> None:
    for value in secret_values({"A_TOKEN": secret}):
        assert value not in masked(f"{around}{value}{around}", [value]).replace("***", "") or value in around


@pytest.mark.parametrize(
    "piece", ["a", "token", "eyJ", "://", "bearer ", "-----BEGIN PRIVATE KEY-----", "x:y@"]
)
def test_long_texts_of_anything_take_no_time_to_speak_of(piece: str) -> None:
    assert masked(piece * (64_000 // len(piece)), ())
