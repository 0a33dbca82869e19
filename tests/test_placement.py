"""Names on a map stand beside their points and over nothing else where there is room."""

from __future__ import annotations

import itertools

from monitorlib.drawing.placement import Spot, placed

FRAME = (0.0, 0.0, 400.0, 200.0)


def test_a_name_stands_right_of_its_point_where_nothing_is_in_the_way() -> None:
    (label,) = placed([Spot("Almaty 17", 100, 100, 20, 9)], FRAME)
    assert label.anchor == "start"
    assert label.x == 124


def test_a_name_at_the_right_edge_turns_to_the_left() -> None:
    (label,) = placed([Spot("Ust-Kamenogorsk", 390, 100, 5, 9)], FRAME)
    assert label.anchor == "end"


def test_neighbours_give_way_to_each_other() -> None:
    spots = [Spot("Karaganda 1", 100, 100, 6, 9), Spot("Temirtau 1", 103, 94, 6, 9)]
    boxes = [label.box for label in placed(spots, FRAME)]
    for one, two in itertools.combinations(boxes, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def test_a_name_gives_way_to_one_that_is_placed_after_it() -> None:
    """The ring at the right has no other place for its name than the first name's first one."""
    spots = [Spot("Karaganda 1", 300, 100, 6, 9), Spot("Ust-Kamenogorsk", 396, 100, 4, 8)]
    one, two = (label.box for label in placed(spots, (0.0, 92.0, 400.0, 110.0)))
    assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
    assert two[2] <= 396


def test_a_long_name_near_the_edge_stays_over_its_own_point() -> None:
    spots = [Spot("Semey 1", 320, 96, 10, 9), Spot("Ust-Kamenogorsk", 362, 100, 4, 8)]
    label = placed(spots, FRAME)[1]
    assert label.box[2] <= FRAME[2]
    assert label.box[0] < 362 < label.box[2]
