"""Review: every tool shows at once in what is counted, in the log, and is undone and redone."""

from pathlib import Path

import pytest

from tests.ui.visits import PAGE, adding

SAMPLES = Path(__file__).parents[2] / "samples" / "serious"
CHAT = """13/02/2025, 20:14 - Dana Poole: leave me be, it is over
14/02/2025, 23:40 - Rory Finch: I will kill you
15/02/2025, 09:00 - Rory Finch: see you at six
17/02/2025, 09:00 - Rory Finch: at six then
"""


def opened(*files):
    """The app on the Review page with `files` (name, bytes, type) given and the user named."""
    at = adding()
    at.file_uploader(key="upload0").set_value(list(files)).run()
    at.multiselect(key="mine").set_value(["Dana Poole"]).run()
    press(at, "set_me")
    return at.switch_page(PAGE.format("review")).run()


def open_(at, message):
    at.text_input(key="open").set_value(message).run()
    assert not at.exception


def press(at, start):
    next(each for each in at.button if each.key.startswith(start)).click().run()
    assert not at.exception
    return at


def draft(fields, name):
    """The field of a message's form that goes by this name."""
    return next(each for each in fields if (each.key or "").endswith(f"_{name}"))


def shown(at):
    return "\n".join(each.proto.body for each in at.get("html"))


def findings(at):
    return at.session_state["case"].findings


def flags(at):
    return {(f.message.split("-")[1], f.signal): f for f in findings(at).flags}


@pytest.fixture(scope="module")
def chat():
    return ("chat.txt", CHAT.encode(), "text/plain")


def test_each_tool_counts_at_once_and_all_of_it_is_undone_and_redone(chat):
    at = opened(chat)
    first = findings(at)
    assert first.patterns[0].after_stop is None
    open_(at, "S1-1")
    press(at, "mark_stop")
    assert findings(at).patterns[0].after_stop.messages == 3
    open_(at, "S1-3")
    press(at, "mark_unwanted")
    assert "Not unwanted" in [each.label for each in at.button]
    assert "A message you marked as unwanted" in shown(at)
    assert "the user" not in shown(at).lower()
    press(at, "tool_flag")
    draft(at.selectbox, "signal").set_value("Words about watching").run()
    draft(at.text_input, "part").set_value("at six").run()
    press(at, "form_save")
    added = next(
        f for (number, _), f in flags(at).items() if number == "3" and f.spans == ((8, 14),)
    )
    assert added.because == "The user marked these words."
    open_(at, "S1-4")
    press(at, "tool_time")
    draft(at.text_input, "clock").set_value("23:30").run()
    press(at, "form_save")
    assert findings(at).patterns[0].night_messages == first.patterns[0].night_messages + 1
    assert "Time</strong> corrected by you. First read: <bdi>17/02/2025, 09:00" in shown(at)
    press(at, "tool_reply")
    at.selectbox(key="form_answered").set_value(at.selectbox(key="form_answered").options[0]).run()
    press(at, "form_save")
    assert findings(at).messages[-1].quoted == "see you at six"
    press(at, "seen")
    press(at, "accept_all")
    press(at, "accept_sure")
    open_(at, "S1-2")
    press(at, "not")
    next(e for e in at.text_input if e.key.startswith("draft_why")).set_value("a film title").run()
    press(at, "reason")
    last = findings(at)
    assert not any(flag.status.value == "suggested" for flag in last.flags)
    assert "a film title" in {flag.reason for flag in last.flags}
    steps = 0
    while any(each.key == "undo" for each in at.button) and steps < 20:
        press(at, "undo")
        steps += 1
    assert (steps, findings(at)) == (9, first)
    for _ in range(steps):
        press(at, "redo")
    assert findings(at) == last
    log = "\n".join(each.what for each in _lines(at))
    for part in ("time of message 4 of chat.txt: as read →", "a film title", "marked by you at"):
        assert part in log


def _lines(at):
    from analyser.casefile.plain import lines  # noqa: PLC0415

    return lines(at.session_state["case"].kept.journal)


def test_the_filters_say_how_many_of_how_many(chat):
    at = opened(chat)
    for label, count in (
        ("All messages", 4),
        ("Not marked as looked at", 4),
        ("Read with little certainty", 0),
        ("Without a certain time", 0),
        ("Corrected by you", 0),
    ):
        at.selectbox(key="only").set_value(label).run()
        assert f"{count} of 4 messages shown" in shown(at)
    at.selectbox(key="only").set_value("All messages").run()
    at.selectbox(key="sender").set_value("Rory Finch").run()
    assert "3 of 4 messages shown" in shown(at)
    at.selectbox(key="kind").set_value("A threat to kill").run()
    assert "1 of 4 messages shown" in shown(at)
    at.selectbox(key="kind").set_value("All kinds").run()
    at.session_state["case"].looked_at = {f"S9-{n}" for n in range(19)}
    press(at, "next")
    assert "You have opened 20 messages. This is a good place for a break." in shown(at)
    assert "good place for a break" not in shown(press(at, "pause_over"))


def test_one_chat_of_several_is_shown_by_itself(chat):
    assert not [each for each in opened(chat).selectbox if each.key == "chat"]
    more = CHAT.replace("/02/", "/03/").replace("at six then", "at five then")
    at = opened(chat, ("*club*.txt", more.encode(), "text/plain"))
    assert "8 of 8 messages shown" in shown(at)
    at.selectbox(key="chat").set_value("S2 · *club*.txt").run()
    assert "4 of 8 messages shown" in shown(at)
    assert "S2-1" in shown(at)
    at.selectbox(key="sender").set_value("Rory Finch").run()
    assert "3 of 8 messages shown" in shown(at)


def test_the_keys_are_listed_in_an_overlay_and_can_be_turned_off(chat):
    at = opened(chat)
    press(at, "keys_help")
    assert "Mark as unwanted" in shown(at)
    at.toggle(key="single_keys").set_value(False).run()
    assert at.session_state["case"].single_keys is False


@pytest.mark.tesseract
def test_words_read_from_a_picture_are_corrected_and_the_first_reading_stays(chat):
    picture = sorted(SAMPLES.rglob("*.png"))[0]
    at = opened(chat, (picture.name, picture.read_bytes(), "image/png"))
    message = next(
        m for m in findings(at).messages if m.confidence and m.side.value == "received" and m.text
    )
    at.session_state["case"].at_hand = message.id
    at.session_state["followed"] = None
    at.run()
    press(at, "tool_words")
    draft(at.text_area, "words").set_value("I will kill you <b>now</b>").run()
    press(at, "form_save")
    assert "threat_to_kill" in {f.signal for f in findings(at).flags if f.message == message.id}
    assert next(m for m in findings(at).messages if m.id == message.id).text.startswith("I will")
    assert findings(at).corrections[0].first == message.text
    assert "<b>now" not in shown(at)
    press(at, "tool_side")
    press(at, "form_save")
    side = next(m.side.value for m in findings(at).messages if m.id == message.id)
    assert side == "sent"
    assert not any(
        f.message == message.id and f.signal != "stop_request" for f in findings(at).flags
    )


def test_a_filter_that_lets_nothing_through_says_so_and_so_does_a_case_without_messages(chat):
    at = opened(chat)
    at.selectbox(key="only").set_value("Corrected by you").run()
    assert not at.exception
    assert "No message fits" in shown(at)
    at = adding()
    at.file_uploader(key="upload0").set_value([("a.txt", b"nothing", "text/plain")]).run()
    at.switch_page(PAGE.format("review")).run()
    assert not at.exception
    assert "No messages could be read" in shown(at)


def test_half_typed_words_outlast_other_messages_and_pages_until_given_up(chat):
    at = opened(chat)
    open_(at, "S1-2")
    press(at, "tool_flag")
    draft(at.text_input, "why").set_value("as he said before").run()
    open_(at, "S1-3")
    assert not any((each.key or "").endswith("_why") for each in at.text_input)
    for page in ("events", "pattern", "review"):
        at.switch_page(PAGE.format(page)).run()
    open_(at, "S1-2")
    assert draft(at.text_input, "why").value == "as he said before"
    press(at, "tool_cancel")
    press(at, "tool_flag")
    assert draft(at.text_input, "why").value == ""


def test_what_is_wrong_in_a_form_is_said_in_it_and_the_rest_of_the_page_stays(chat):
    at = opened(chat)
    open_(at, "S1-3")
    press(at, "tool_flag")
    press(at, "form_save")
    assert "No kind was chosen." in shown(at)
    assert "Around it" in shown(at)
    press(at, "tool_cancel")
    assert "No kind was chosen." not in shown(at)


def test_a_step_to_the_next_message_leaves_the_rows_as_they_are(chat):
    at = opened(chat)

    def rows():
        return next(e.proto.body for e in at.get("html") if "notes-row" in e.proto.body)

    before = rows()
    for item in ("S1-3", "S1-4"):
        open_(at, item)
        assert f'[data-item="{item}"]' in shown(at)
        assert rows() == before
    open_(at, "S9-1")
    assert at.session_state["case"].at_hand == "S1-4"
