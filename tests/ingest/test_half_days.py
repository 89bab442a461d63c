"""Before and after noon in the words of many languages: a chat of WhatsApp, at the right hour."""

import pytest

from analyser import ingest
from analyser.records import CaseFacts

LAYOUTS = {
    "arabic": ("[١٣/٥/٢٠٢٥، ١٠:٣٠:٠٠ ص]", "[١٣/٥/٢٠٢٥، ١٠:٣١:٠٠ م]"),
    "persian": ("13/5/2025, 10:30 ق.ظ. -", "13/5/2025, 10:31 ب.ظ. -"),
    "turkish": ("13.05.2025 ÖÖ 10:30 -", "13.05.2025 ÖS 10:31 -"),
    "vietnamese": ("13/05/2025, 10:30 SA -", "13/05/2025, 10:31 CH -"),
    "hindi": ("13/05/2025, 10:30 पूर्वाह्न -", "13/05/2025, 10:31 अपराह्न -"),
    "somali": ("13/05/2025, 10:30 GH -", "13/05/2025, 10:31 GD -"),
    "albanian": ("13.5.25, 10:30 e paradites -", "13.5.25, 10:31 e pasdites -"),
    "welsh": ("13/05/2025, 10:30 yb -", "13/05/2025, 10:31 yh -"),
    "irish": ("13/05/2025, 10:30 r.n. -", "13/05/2025, 10:31 i.n. -"),
    "gaelic": ("13/05/2025, 10:30m -", "13/05/2025, 10:31f -"),
    "swedish": ("2025-05-13 10:30 fm -", "2025-05-13 10:31 em -"),
    "hungarian": ("2025. 05. 13. de. 10:30 -", "2025. 05. 13. du. 10:31 -"),
    "japanese": ("[2025/05/13 午前10:30:00]", "[2025/05/13 午後10:31:00]"),
    "bulgarian, whose dates end in a word": ("13.05.2025 г., 10:30 -", "13.05.2025 г., 22:31 -"),
}


@pytest.mark.parametrize(("early", "late"), LAYOUTS.values(), ids=LAYOUTS)
def test_the_hour_is_that_of_the_half_of_the_day(early, late):
    data = f"{early} Sam Hill: hey\n{late} Alex Reed: no\n".encode()
    result = ingest.read(data, name="chat.txt", source="S1", facts=CaseFacts())
    assert [(m.sender, f"{m.when.instant:%d %H:%M}", m.text) for m in result.messages] == [
        ("Sam Hill", "13 10:30", "hey"),
        ("Alex Reed", "13 22:31", "no"),
    ]
