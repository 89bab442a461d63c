"""People are joined, parted and named by the person alone; events are typed; all is undone."""

from datetime import date

from tests.ui.visits import PAGE, adding

CHAT = """13/02/2025, 20:14 - Dana Poole: leave me be, it is over
14/02/2025, 23:40 - Rory Finch: hello
15/02/2025, 09:00 - +44 7700 900123: see you at six
"""
NASTY = "<img src=x onerror=alert(1)> \u202egnp :red[x]"
NAMELESS = "Date,Time,Message\n16/02/2025,10:00,you there\n17/02/2025,10:00,answer\n"


def opened(page):
    at = adding()
    chat = CHAT.replace("hello", NASTY)
    at.file_uploader(key="upload0").set_value([("chat.txt", chat.encode(), "text/plain")]).run()
    at.multiselect(key="mine").set_value(["Dana Poole"]).run()
    press(at, "set_me")
    at.switch_page(PAGE.format(page)).run()
    assert not at.exception
    return at


def press(at, start):
    next(each for each in at.button if each.key.startswith(start)).click().run()
    assert not at.exception
    return at


def shown(at):
    return "\n".join(each.proto.body for each in at.get("html"))


def people(at):
    return [each.names for each in at.session_state["case"].findings.people if not each.is_me]


def test_two_names_are_joined_parted_and_both_undone():
    at = opened("people")
    apart = [("Rory Finch",), ("+44 7700 900123",)]
    assert people(at) == apart
    at.multiselect(key="same").set_value(["Rory Finch", "+44 7700 900123"]).run()
    press(at, "join")
    assert people(at) == [("Rory Finch", "+44 7700 900123")]
    press(at, "split_P")
    assert people(at) == apart
    press(at, "undo")
    assert people(at) == [("Rory Finch", "+44 7700 900123")]
    press(at, "undo")
    assert people(at) == apart
    press(at, "redo")
    assert people(at) == [("Rory Finch", "+44 7700 900123")]


def test_an_event_is_typed_changed_taken_away_and_its_number_is_not_used_again():
    at = opened("events")
    press(at, "event_add")
    at.selectbox(key="draft_event_kind").set_value("visit").run()
    at.text_input(key="draft_event_clock").set_value("25:00").run()
    at.date_input(key="draft_event_day").set_value(date(2025, 2, 14)).run()
    press(at, "event_save")
    assert "no time of day" in shown(at)
    at.text_input(key="draft_event_clock").set_value("21:05").run()
    at.text_area(key="draft_event_words").set_value(NASTY).run()
    at.text_input(key="draft_event_witnesses").set_value("my sister").run()
    press(at, "event_save")
    event = at.session_state["case"].findings.incidents[0]
    assert (event.id, event.kind.value, event.at.isoformat()) == (
        "N1",
        "visit",
        "2025-02-14T21:05:00+00:00",
    )
    page = shown(at)
    assert "not from a file" in page
    assert "<img" not in page
    assert "\u202e" not in page
    press(at, "event_change")
    assert at.text_area(key="draft_event_words").value == NASTY
    at.text_area(key="draft_event_words").set_value("stood at the gate").run()
    press(at, "event_save")
    assert "stood at the gate" in shown(at)
    press(at, "undo")
    (event,) = at.session_state["case"].findings.incidents
    assert dict(event.fields)["words"] == NASTY
    press(at, "event_remove")
    assert at.session_state["case"].findings.incidents == ()
    press(at, "event_add")
    press(at, "event_save")
    assert "Nothing is written yet" in shown(at)
    at.text_input(key="draft_event_clock").set_value("22:14").run()
    press(at, "event_save")
    assert "A time of day needs a day" in shown(at)
    at.date_input(key="draft_event_day").set_value(date(2025, 2, 15)).run()
    press(at, "event_save")
    assert [each.id for each in at.session_state["case"].findings.incidents] == ["N2"]
    at.switch_page(PAGE.format("review")).run()
    assert "Typed by you" in shown(at)


def test_the_days_of_an_order_are_named_and_no_day_is_said_to_be_exact_before_it_is_given():
    at = opened("events")
    press(at, "event_add")
    assert not [each for each in at.radio if each.key == "draft_event_known"]
    at.date_input(key="draft_event_day").set_value(date(2025, 2, 10)).run()
    at.selectbox(key="draft_event_kind").set_value("order").run()
    assert at.radio(key="draft_event_known").value == "Exactly"
    field = at.date_input(key="draft_event_day")
    assert (field.label, field.value) == (
        "In force from which day? (empty: not known)",
        date(2025, 2, 10),
    )


def test_an_unknown_account_stays_one_until_the_person_says_who_it_is():
    at = opened("add")
    at.file_uploader(key="upload1").set_value([("log.csv", NAMELESS.encode(), "text/csv")]).run()
    at.switch_page(PAGE.format("people")).run()
    assert "Unknown account A: 2 messages and calls" in shown(at)
    before = len(people(at))
    at.selectbox(key="unknown_who_0").set_value("Unknown account A").run()
    press(at, "unknown_set_0")
    assert len(people(at)) == before + 1
    press(at, "undo")
    assert len(people(at)) == before


def test_how_well_an_event_is_known_stands_beside_it_on_every_page_and_in_the_log():
    at = opened("events")
    for known, clock in (("About", "22:10"), ("Not known", "")):
        press(at, "event_add")
        at.selectbox(key="draft_event_kind").set_value("block").run()
        at.date_input(key="draft_event_day").set_value(date(2025, 7, 14)).run()
        at.date_input(key="draft_event_until").set_value(date(2025, 7, 20)).run()
        at.text_input(key="draft_event_clock").set_value(clock).run()
        at.radio(key="draft_event_known").set_value(known).run()
        press(at, "event_save")
    for page in ("events", "review"):
        at.switch_page(PAGE.format(page)).run()
        assert "about Mon 14 Jul 2025, 22:10, until Sun 20 Jul 2025" in shown(at), page
        assert "Mon 14 Jul 2025 (you are not sure when), until Sun 20 Jul 2025" in shown(at), page
    at.switch_page(PAGE.format("start")).run()
    assert "Block, Mon 14 Jul 2025, 22:10 (UTC 21:10) (approximate)" in shown(at)


def test_two_names_that_look_the_same_are_told_apart_wherever_they_stand():
    at = adding()
    chat = CHAT.replace("+44 7700 900123", "R\N{CYRILLIC SMALL LETTER O}ry Finch")
    at.file_uploader(key="upload0").set_value([("chat.txt", chat.encode(), "text/plain")]).run()
    at.multiselect(key="mine").set_value(["Dana Poole"]).run()
    press(at, "set_me")
    sign = "(written with “\N{CYRILLIC SMALL LETTER O}” (cyrillic small letter o))"
    for page, times in (("people", 2), ("review", 2), ("pattern", 2)):
        at.switch_page(PAGE.format(page)).run()
        assert shown(at).count(sign) >= times, page
        assert f'<bdi>Rory Finch</bdi> <span class="notes-sign">{sign}' not in shown(at), page
        if page == "review":
            assert sum(sign in each for each in at.selectbox(key="sender").options) == 1
