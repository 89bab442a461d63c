"""What is counted run by run is what OpenCV and numpy count pixel by pixel."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from analyser.screens._components import components, dark_on_white, percentile
from analyser.screens._image import distance

SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=24)
BYTES = arrays(np.uint8, SHAPES)


@given(arrays(np.uint8, SHAPES, elements=st.sampled_from([0, 0, 1, 255])), st.sampled_from([4, 8]))
def test_components_are_those_of_opencv(mask, connectivity):
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    ours, counted = components(mask, connectivity)
    assert (ours == labels).all()
    assert counted[1:].tolist() == stats[1:].tolist()


@given(BYTES, st.sampled_from([0, 5, 50, 90, 97, 99, 99.5, 100]))
def test_a_percentile_is_that_of_numpy(values, share):
    assert percentile(values, share) == pytest.approx(float(np.percentile(values, share)))


@given(st.data(), SHAPES)
def test_a_distance_is_that_of_the_furthest_channel(data, shape):
    rows, columns = shape
    part = data.draw(arrays(np.uint8, (rows, columns, 3)))
    fill = data.draw(st.sampled_from([(1, 1, 3), (rows, 1, 3), (rows, columns, 3)]))
    base = data.draw(arrays(np.int16, fill, elements=st.integers(0, 255)))
    assert (distance(part, base) == np.abs(part.astype(int) - base).max(axis=2)).all()


def test_the_darkest_ink_is_black_and_its_ground_white():
    away = np.array([[0, 0, 40], [0, 200, 200]], np.uint8)
    shown = dark_on_white(away)
    assert shown.max() == 255
    assert shown.min() == 0
    assert shown[0, 2] == 204
