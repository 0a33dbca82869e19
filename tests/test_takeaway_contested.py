"""On paper the ledger keeps what is not reproduced, counts the rest, and no link leads nowhere."""

from __future__ import annotations

from monitorlib.takeaway.contested import without_reproduced
from monitorlib.takeaway.parts import parts, written

LEDGER = """<main><h1>Audit</h1><h2>Every statement</h2><figure class="table ledger"><table>
<caption>Every stated number</caption><tbody>
<tr id="a" class="reproduced table"><th scope="row">A</th><td>17</td></tr>
<tr id="b" class="contradicted prose"><th scope="row">B</th><td><a href="#c">C</a></td></tr>
<tr id="c" class="reproduced prose"><th scope="row">C</th><td>9</td></tr>
</tbody></table></figure></main>"""
SECTION = """<main><h1>Police</h1><table><tr class="reproduced"><td>
<a href="15-audit.html#a">first</a> <a href="15-audit.html#b">second</a></td></tr></table></main>"""


def test_reproduced_rows_are_counted_and_links_to_them_are_text() -> None:
    whole = parts({"10-police.html": SECTION, "15-audit.html": LEDGER})
    without_reproduced(whole)
    police, audit = (part.root for part in whole)
    assert [row.get("id") for row in audit.iter("tr")] == ["b"]
    assert "2 reproduced statements are left out here" in audit.text_content()
    assert "Every stated number" not in audit.text_content()
    assert [(link.text, link.get("href")) for link in police.iter("a")] == [("second", "#b")]
    assert "first" in police.text_content()
    assert not list(audit.iter("a"))
    assert "C" in audit.text_content()


def test_a_report_without_reproduced_statements_stays_as_it_is() -> None:
    whole = parts({"10-police.html": SECTION})
    before = written(whole[0].root)
    without_reproduced(whole)
    assert written(whole[0].root) == before
