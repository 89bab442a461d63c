"""Tables: rows become records, or the file, row and field at fault are named."""

from dataclasses import dataclass

import pytest

from analyser.errors import BadTable
from analyser.tables import load_rows


@dataclass(frozen=True)
class Row:
    id: str
    weight: float


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[row]]\nid="a"\nweight=1\n[[row]]\nid="b"\nweight=1\ntypo=2', ["row 2", "typo"]),
        ('[[row]]\nid="a"', ["row 1", "weight"]),
        ('[[row]]\nid="a"\nweight="much"', ["row 1", "weight"]),
        ("[[row", ["not valid"]),
    ],
)
def test_a_wrong_table_names_its_file_row_and_field(tmp_path, text, named):
    path = tmp_path / "things.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable) as caught:
        load_rows(path, Row)
    assert all(part in str(caught.value) for part in ["things.toml", *named])


def test_a_right_table_gives_its_rows_in_order(tmp_path):
    path = tmp_path / "things.toml"
    path.write_text('[[row]]\nid="a"\nweight=1\n[[row]]\nid="b"\nweight=2.5\n', encoding="utf-8")
    assert load_rows(path, Row) == (Row("a", 1.0), Row("b", 2.5))
