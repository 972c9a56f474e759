"""份：量大的各类各有一项，先后相同；归拢时只认开头几项。"""

from generator.release.portion import HEAVY, NARRATED, Portion


def test_a_portion_begins_with_the_records_of_each_heavy_kind() -> None:
    assert Portion.__struct_fields__[: len(HEAVY)] == tuple(kind.folder for kind in HEAVY)
    assert set(NARRATED) <= set(HEAVY)
