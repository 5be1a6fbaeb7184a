"""Codes: long, readable, found in any spelling."""

from __future__ import annotations

import math

import pytest

from talent.papers.codes import ALPHABET, LENGTH, grouped, new_code, normalized


def test_a_code_holds_at_least_128_bits():
    assert int(LENGTH * math.log2(len(set(ALPHABET)))) == 140


def test_codes_are_drawn_from_the_alphabet():
    codes = {new_code() for _ in range(200)}
    assert (len(codes), {len(code) for code in codes}, set("".join(codes)) <= set(ALPHABET)) == (200, {LENGTH}, True)


@pytest.mark.parametrize("spell", [str, grouped, str.lower, lambda code: f" {grouped(code).lower()} "])
def test_every_spelling_is_one_code(spell):
    code = "0123456789ABCDEFGHJKMNPQRSTV"
    assert normalized(spell(code)) == code


def test_letters_that_are_misread_count_as_digits():
    assert normalized("oOiIlL") == "001111"


def test_endless_text_is_not_read_to_its_end():
    assert len(normalized("A" * 10_000)) == 200
