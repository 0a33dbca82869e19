"""What the data say in short fixed words, put into the language in use.

The data are made in English, whatever the language of a report. Names are looked up one by
one; phrases that the data build composes are recognised by their pattern. Anything else is
evidence, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from monitorlib.evidence import BEGIN, quoted
from monitorlib.languages.locales import signs
from monitorlib.messages import name, noted, tr, trn
from monitorlib.numbers import localised

SOURCES = {
    r"Table (?P<number>[0-9-]+)": noted("Table {number}"),
    r"line (?P<line>\d+)": noted("line {line}"),
    r"the text": noted("the text"),
    r"the charts": noted("the charts"),
    r"list of economic concerns": noted("list of economic concerns"),
    r"list of social concerns": noted("list of social concerns"),
    r"list assemblies": noted("the list of assemblies"),
    r"list permitted": noted("the list of permitted assemblies"),
    r"list hindered": noted("the list of hindered assemblies"),
    r"list prosecutions": noted("the list of prosecutions"),
    r"list laws": noted("the list of laws"),
}
SOURCE = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for pattern in SOURCES)
"""A place of the source, as the data name it."""
NUMBER = r"[0-9.,]+"
FORMULAS = {
    rf"(?P<source>{SOURCE}) allows (?P<low>{NUMBER}) to (?P<high>{NUMBER})":
        noted("{source} allows {low} to {high}"),
    rf"(?P<source>{SOURCE}) allows no whole number \((?P<low>{NUMBER}) to (?P<high>{NUMBER})\)":
        noted("{source} allows no whole number ({low} to {high})"),
    rf"(?P<source>{SOURCE}) allows (?P<n>{NUMBER})": noted("{source} allows {n}"),
    rf"(?P<source>{SOURCE}), corrected, has (?P<n>{NUMBER})":
        noted("{source}, corrected, has {n}"),
    rf"(?P<source>{SOURCE}) has (?P<n>{NUMBER})": noted("{source} has {n}"),
    rf"(?P<source>{SOURCE}): (?P<n>{NUMBER}|–)": noted("{source}: {n}"),
}  # fmt: skip
"""What the audit works out in few words."""
INLINE = {
    r"\((?P<place>[^()]+), whose cell is blank\)": noted("({place}, whose cell is blank)"),
    r"\((?P<place>[^()]+), which has no row\)": noted("({place}, which has no row)"),
    r"no whole number of cases": noted("no whole number of cases"),
    r"\bcount\(": noted("how many numbers in ("),
    r"\bfalling\(": noted("each below the one before ("),
    r"\brising\(": noted("each above the one before ("),
    r"\bround\(": noted("rounded ("),
    r"\bmax\(": noted("the highest of ("),
    r"\bmin\(": noted("the lowest of ("),
    r"\band\b": noted("and"),
    r"\bor\b": noted("or"),
    rf"\b(?:{SOURCE})": "{source}",
}
"""Words that stand between the numbers of a formula."""
REASONS = {
    r"the only source": noted("the only source"),
    r"all sources agree": noted("all sources agree"),
    r"correction (?P<id>\w+)": noted("correction {id}"),
    rf"(?P<source>{SOURCE}) comes first: (?P<reason>.*)": noted("{source} comes first: {reason}"),
}
"""Why a value is used where several are stated."""
PART = (noted("prosecutor"), noted("akimat"), noted("police"))
"""Categories that relations of `data/hand` name by their key."""
TOWNS = re.compile(r"sums over the \d+ places that state both")


def source(text: str) -> str:
    """Name a place of the source.

    Parameters
    ----------
    text : str
        As the data have it.

    Returns
    -------
    str
        In the language in use.

    Examples
    --------
    >>> source("Table 14-1"), source("line 363")
    ('Table 14-1', 'line 363')
    """
    return _filled(SOURCES, text) or name(text)


def _filled(patterns: Mapping[str, str], text: str) -> str:
    """Put the parts of a recognised phrase into its message; blank for any other text."""
    for pattern, message in patterns.items():
        if found := re.fullmatch(pattern, text):
            return tr(message).format(
                **{key: _part(key, v) for key, v in found.groupdict().items()}
            )
    return ""


def _part(key: str, text: str) -> str:
    """Put one part of a phrase into the language in use."""
    if key == "source":
        return source(text)
    return name(text) if key == "reason" else localised(text)


def formula(text: str) -> str:
    """Write a formula of the data for a reader.

    Parameters
    ----------
    text : str
        Such as ``100 x 47 / 64 = 73.4``.

    Returns
    -------
    str
        The same, with the signs and words of the language in use.

    Examples
    --------
    >>> formula("1490 / 36 (sums over the 9 places that state both)")
    '1490 / 36 (sums over the 9 places that state both)'
    >>> formula("15.4 = max(5.8, 15.4, 10.5)")
    '15.4 = the highest of (5.8, 15.4, 10.5)'
    """
    pieces = [_filled(FORMULAS, piece) or _worded(piece) for piece in text.split("; ")]
    return "; ".join(pieces)


def _worded(text: str) -> str:
    """Put the words within a formula into the language in use; other words are evidence."""
    told, rest = text, TOWNS.sub("", text)
    for pattern, message in INLINE.items():
        told = re.sub(pattern, partial(_inline, message), told)
        rest = re.sub(pattern, "", rest)
    if re.search("[A-Za-z]{3}", rest):
        return quoted(text)
    told = TOWNS.sub(lambda match: _towns(int(match[0].split()[3])), told)
    return _apart(localised(told))


def _inline(message: str, match: re.Match[str]) -> str:
    """Put one word or bracket of a formula into the language in use."""
    if message == "{source}":
        return source(match[0])
    return tr(message).format(**{key: label(text) for key, text in match.groupdict().items()})


def _apart(text: str) -> str:
    """Keep numbers apart that stand in a row, where a comma is the decimal sign."""
    return text if signs().decimal == "." else re.sub(r"(?<=\d), (?=[-−]?\d)", "; ", text)


def _towns(count: int) -> str:
    """Say over how many places a total was summed."""
    return trn(
        "sums over the {count} place that states both",
        "sums over the {count} places that state both",
        count,
    ).format(count=count)


def reason(text: str) -> str:
    """Say why a value is used where several are stated.

    Parameters
    ----------
    text : str
        The column `why` of the values.

    Returns
    -------
    str
        In the language in use.

    Examples
    --------
    >>> reason("the only source"), reason("correction C1")
    ('the only source', 'correction C1')
    """
    return _filled(REASONS, text) or name(text)


def stated(text: str) -> str:
    """Write what several places of the source state, each with its own words.

    Parameters
    ----------
    text : str
        Such as ``Table 2: 26; line 363: eight instances``.

    Returns
    -------
    str
        The places in the language in use; the words are the source's.

    Examples
    --------
    >>> stated("Table 2: 26; line 363: eight instances; and 3 more")
    'Table 2: 26; line 363: eight instances; and 3 more'
    """
    return "; ".join(map(_stated_once, text.split("; ")))


def _stated_once(text: str) -> str:
    """Write what one place states, or how many more there are."""
    if found := re.fullmatch(r"and (\d+) more", text):
        return tr("and {count} more").format(count=found[1])
    if found := re.fullmatch(rf"({SOURCE}): (.*)", text):
        return tr("{source}: {n}").format(source=source(found[1]), n=printed(found[2]))
    return printed(text)


def why(text: str) -> str:
    """Write why a statement has its verdict: our words in the language in use, the rest quoted.

    Parameters
    ----------
    text : str
        The column `why` of the audit.

    Returns
    -------
    str
        In the language in use, but for what people wrote.

    Examples
    --------
    >>> why("Against Table 13 (line 470); list laws (lines 74, 76). One is early.")
    'Against Table 13 (line 470); the list of laws (lines 74, 76). One is early.'
    """
    if found := re.fullmatch(r"Against ([^.]*)\.(?: (.*))?", text):
        said = tr("Against {places}.").format(
            places="; ".join(map(_with_lines, re.split(r"; (?=\w)", found[1])))
        )
    elif found := re.fullmatch(r"Needed: ([^.]*)\.(?: (.*))?", text):
        said = tr("Needed: {what}.").format(what=quoted(found[1]))
    else:
        return _guess(text)
    return f"{said} {_guess(found[2])}" if found[2] else said


def _guess(text: str) -> str:
    """Quote what people or the audit noted; say of a guess that it is one."""
    if guess := re.fullmatch(r"Inference: (.*)", text):
        return tr("Inference: {guess}").format(guess=quoted(guess[1]))
    return quoted(text)


def _with_lines(text: str) -> str:
    """Name a place of the source with its lines."""
    found = re.fullmatch(r"(.*) \((line|lines) ([\d, -]+)\)", text)
    if not found:
        return source(text)
    one = found[2] == "line"
    message = tr("{source} (line {lines})") if one else tr("{source} (lines {lines})")
    return message.format(source=source(found[1]), lines=found[3])


def label(text: str) -> str:
    """Write a name of the data, or quote it where it is words of the source.

    Parameters
    ----------
    text : str
        A place, a category, a heading, a period, or a single concern.

    Returns
    -------
    str
        In the language in use; what has no name in it stays as the source has it.

    Examples
    --------
    >>> label("Almaty"), label("2011-12"), label("late salary payments")
    ('Almaty', '2011-12', 'late salary payments')
    """
    translated = name(text)
    return translated if translated != text else printed(text)


def printed(text: str) -> str:
    """Write what the source prints in one place.

    Parameters
    ----------
    text : str
        Such as ``17.5`` or ``26 minutes``.

    Returns
    -------
    str
        A number with the signs of the language in use; words of the source are quoted as they
        are, and words in Cyrillic are ours.

    Examples
    --------
    >>> printed("17.5"), printed("26 minutes")
    ('17.5', '26 minutes')
    """
    if not re.search("[A-Za-z]", text):
        return localised(text)
    return text if re.search(f"[{BEGIN}\u0400-\u04ff]", text) else quoted(text)


def shown(text: str) -> str:
    """Write a printed cell for its table, minutes with their word in the language in use.

    Parameters
    ----------
    text : str
        Such as ``26 minutes``.

    Returns
    -------
    str
        As `printed`; what stands behind the cell quotes it as it is printed.

    Examples
    --------
    >>> shown("26 minutes"), shown("7 / -")
    ('26 minutes', '7 / -')
    """
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?) minutes", text)
    if not found:
        return printed(text)
    count = float(found[1].replace(",", "."))
    return trn("{count} minute", "{count} minutes", count).format(count=localised(found[1]))


def quantity(text: str) -> str:
    """Name a quantity that the data wrote as measure, category, place and period.

    Parameters
    ----------
    text : str
        Such as ``share of assemblies by form, rallies, Almaty, 2017``.

    Returns
    -------
    str
        Each part in the language in use.
    """
    return ", ".join(_named(part) for part in text.split(", "))


def _named(part: str) -> str:
    """Look up a name, perhaps written small."""
    capital = part[:1].upper() + part[1:]
    if name(part) != part or name(capital) == capital:
        return name(part)
    return name(capital).lower()


def location(row: Mapping[str, Any]) -> str:
    """Say where a statement of the audit stands.

    Parameters
    ----------
    row : mapping
        A row of the audit.

    Returns
    -------
    str
        Table, row and column in the language in use; a claim stays in its own words.
    """
    text = str(row["location"])
    match row["rule"]:
        case "claim":
            return quoted(text)
        case "relation":
            words, _, where = text.partition(" (")
            return f"{name(words)} ({quantity(where.removesuffix(')'))})" if where else name(words)
        case "hundred":
            what = text.removesuffix(": sum of the shares").partition(", ")
            return tr("{table}, {what}: sum of the shares").format(
                table=source(what[0]), what=quantity(what[2])
            )
        case "stated twice":
            places, _, rest = text.partition(": ")
            one, _, other = places.partition(" and ")
            return tr("{one} and {other}: {quantity}").format(
                one=source(one), other=source(other), quantity=quantity(rest)
            )
        case "implied count":
            return _implied(text)
    return cell(row)


def _implied(text: str) -> str:
    """Say which tables imply a number of assemblies."""
    told, _, where = text.removeprefix("Number of assemblies implied by ").partition(": ")
    place, _, period = where.rpartition(", ")
    sources = ", ".join(map(source, told.split(", ")))
    message = tr("Number of assemblies implied by {sources}: {place}, {period}")
    return message.format(sources=sources, place=name(place), period=period)


def cell(row: Mapping[str, Any]) -> str:
    """Name a cell of a printed table.

    Parameters
    ----------
    row : mapping
        With `table`, `row` and `column`, as the audit has them.

    Returns
    -------
    str
        Table, row and column, each in the language in use.
    """
    group, _, heading = str(row["column"]).strip("[]").rpartition(": ")
    heading = f"{name(group)}: {name(heading)}" if group else name(heading)
    place = source(str(row["location"]).partition(", ")[0])
    return ", ".join(filter(None, (place, name(str(row["row"])), heading)))
