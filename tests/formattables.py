"""Tables and formats for tests: a CSV as a table, read and accounted for."""

from __future__ import annotations

from typing import Any

from monitorlib import paths
from monitorlib.observations.files import csvtext
from monitorlib.observations.files.sheets import Allowance, Sheet
from monitorlib.observations.formats import formats
from monitorlib.observations.specification import Specification

SPECIFICATION = Specification(paths.hand())
KNOWN = formats.formats(paths.hand() / "chart-formats")
CHART = "id,date,city,form,permit,notified,police_present,persons_detained\n"

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp\n"
    "XX1,02 April 2018,2018,1,,Protests,Peaceful protest,Protesters,,6,,,,60,,0,,,Pavlodar,,,"
    "Pavlodar,1,2,1,A paper,,Something happened [size=about 100] there.,0,,1\n"
    "XX2,2018-04-03,2018,2,,Protests,Peaceful protest,,,6,Police,,State Forces,,,0,,,Almaty,,"
    ",Almaty,1,2,1,A paper,,Something [size=no report],0,crowd size=between 20 and 30; other,1\n"
    "XX3,2018-04-04,2018,3,,Battles,Armed clash,,,2,,,1,,,0,,,Almaty,,,Almaty,1,2,1,,,,0,,1\n"
    "XX4,2018-04-05,2018,1,,Protests,Protest with intervention,,,6,,,1,16,,0,,,Abai,,,Semey,1,2,"
    "1,,,x,0,,1\n"
    "XX5,2018-04-06,2018,1,,Riots,Violent demonstration,,,5,,,,50,,0,,,Abai,,,Semey,1,2,1,,,,,,1\n"
)
CLASSIC = (
    "date,locality,state,location_detail,online,type,title,macroevent,actors,organizations,"
    "participants,claims,valence,issues,issues_major,size_text,size_low,size_high,size_mean,"
    "size_cat,arrests,arrests_any,police_measures,source_1,notes,lat,lon,resolved_locality,fips_code\n"
    "2018-03-05,A town,AA,a park,0,rally; demonstration,Title one,NA,workers,A union,people,"
    "for wages,1,labor,labor,over 70; 75,70,75,72.5,1,3,1,on scene,x,NA,1,2,NA,01001\n"
    "2018-03-06,A town,AA,,0,march; vigil,Title two,NA,,NA,NA,,1,,,NA,NA,NA,NA,0,unclear,1,NA,"
    "x,,1,2,,\n"
    "2018-03-07,A town,AA,,1,rally,Title three,NA,,NA,NA,,1,,,NA,NA,NA,NA,0,NA,0,NA,x,,1,2,,\n"
    "2018-03-08,A town,AA,,0,strike,Title four,NA,,NA,NA,,1,,,NA,NA,NA,NA,0,NA,0,NA,x,,1,2,"
    "B town,\n"
)


def table(text: str, name: str = "") -> Sheet:
    """Make a table of a CSV."""
    found = csvtext.read(text.encode(), name, "charts.csv", Allowance.of(1_000))
    assert found
    return found


def read(*sheets: Sheet, **options: bool) -> formats.Mapped:
    """Recognise and read tables; the account of rows adds up whatever they are."""
    found = formats.mapped(sheets, formats.recognise(sheets, KNOWN), SPECIFICATION, **options)
    assert found.read == len(found.charts) + len(found.set_aside)
    assert list(found.charts) == [*SPECIFICATION.fields, "_sheet", "_row"]
    assert set(found.unstated) | set(found.columns) <= set(SPECIFICATION.fields)
    return found


def filled(found: formats.Mapped, row: int = 0) -> dict[str, Any]:
    """Give what is known of one chart."""
    return {name: value for name, value in found.charts.iloc[row].items() if value != ""}


def told(found: formats.Mapped) -> list[tuple[str, str, int]]:
    """Give severity, rule and row of the findings."""
    return [(one.severity, one.rule, one.row) for one in found.problems]
