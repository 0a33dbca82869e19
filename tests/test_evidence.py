"""Words of the source keep their language, and a page says which it is."""

from __future__ import annotations

from monitorlib import messages
from monitorlib.evidence import marked, quoted, tagged


def test_words_of_the_source_are_marked_in_another_language_only() -> None:
    assert marked(quoted("shifted column")) == "shifted column"
    with messages.speaking("ru"):
        assert marked(f"исправлено: {quoted('a < b')}.") == (
            'исправлено: <span lang="en">a &lt; b</span>.'
        )
        assert quoted("") == ""


def test_markup_in_words_of_the_source_is_text() -> None:
    with messages.speaking("kk"):
        assert "<script>" not in marked(quoted("<script>alert(1)</script>"))


def test_signs_in_a_page_become_elements_but_not_inside_attributes() -> None:
    with messages.speaking("ru"):
        one, other = quoted("first"), quoted("second")
    assert tagged(f'<p title="{one}">Формат: {one}, {other}.</p>{other}') == (
        f'<p title="{one}">Формат: <span lang="en">first</span>, <span lang="en">second</span>.'
        '</p><span lang="en">second</span>'
    )
