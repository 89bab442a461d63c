"""What a person does on the pages: files in, questions answered, suggestions kept or undone."""

import pytest
from streamlit.testing.v1 import AppTest

from analyser.counting import counts
from analyser.findings import Status
from tests.ui.visits import APP, PAGE, adding

CHAT = """01/02/2025, 20:14 - Dana Poole: Please stop contacting me.
02/02/2025, 23:40 - Rory Finch: I will kill you
03/02/2025, 09:00 - Rory Finch: see you at six
"""
UNCLEAR = """03/04/2025, 20:14 - Dana Poole: hello
03/04/2025, 20:40 - Rory Finch: answer me
"""
NASTY = "<img src=x onerror=alert(1)> **bold** :red[x] \u202egnp.exe"


def opened(page, *files):
    """The app on `page`, with `files` (name and text) given on the Add page."""
    at = adding()
    given = [(name, text.encode(), "text/plain") for name, text in files]
    at.file_uploader(key="upload0").set_value(given).run()
    assert not at.exception
    return at if page == "add" else at.switch_page(PAGE.format(page)).run()


def shown(at):
    """Everything that stands on the page as HTML."""
    return "\n".join(each.proto.body for each in at.get("html"))


def button(at, start):
    return next(each for each in at.button if each.key.startswith(start))


def flags(at):
    return {flag.message: flag.status.value for flag in at.session_state["case"].findings.flags}


def test_files_that_are_given_are_named_counted_and_kept_apart_from_bad_ones():
    at = opened("add", ("chat.txt", CHAT), ("nothing.txt", ""))
    page = shown(at)
    assert "chat.txt" in page
    assert "3 messages" in page
    assert "nothing.txt" in page
    assert 'class="notes-problem"' in page
    button(at, "remove").click().run()
    assert not at.exception
    assert "chat.txt" not in shown(at)


def test_no_file_is_taken_before_the_question_about_the_device_is_answered():
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.switch_page(PAGE.format("add")).run()
    assert not at.get("file_uploader")
    at.radio(key="device").set_value("Yes").run()
    assert "use a device that the other person has never had" in shown(at)
    assert not at.get("file_uploader")
    at.button(key="device_done").click().run()
    assert at.get("file_uploader")


def test_who_you_are_is_asked_with_an_example_and_the_answer_counts():
    at = opened("add", ("chat.txt", CHAT))
    assert "Please stop contacting me." in shown(at)
    at.multiselect(key="mine").set_value(["Dana Poole"]).run()
    button(at, "set_me").click().run()
    assert not at.exception
    sides = {m.sender: m.side.value for m in at.session_state["case"].findings.messages}
    assert sides == {"Dana Poole": "sent", "Rory Finch": "received"}


def test_a_date_that_can_be_read_in_two_ways_is_asked_with_both_readings():
    at = opened("add", ("chat.txt", UNCLEAR))
    page = shown(at)
    assert "3 Apr 2025" in page
    assert "4 Mar 2025" in page
    at.radio(key="order").set_value("The day comes first").run()
    assert not at.exception
    months = {m.when.instant.month for m in at.session_state["case"].findings.messages}
    assert months == {4}


def test_a_file_can_be_read_another_way_and_back_again():
    at = opened("add", ("chat.txt", "notes on the flat\n" * 6_000 + CHAT))
    for label, kind in (
        ("WhatsApp export (text)", "whatsapp_txt"),
        ("as the program recognises it", "unknown"),
    ):
        next(each for each in at.selectbox if each.key.startswith("format")).set_value(label).run()
        button(at, "change").click().run()
        assert not at.exception
        reading = at.session_state["case"].reading
        assert {source.kind for source in reading.sources} == {kind}
    assert not reading.messages


TWO_NAMES = """01/02/2025, 20:14 - Rory Finch: hello
01/02/2025, 20:15 - +44 7700 900123: answer me
"""


def test_two_names_are_one_person_only_when_the_person_says_so_and_can_be_parted_again():
    at = opened("add", ("chat.txt", TWO_NAMES))
    people = lambda: len(at.session_state["case"].findings.people)  # noqa: E731
    assert people() == 2
    at.multiselect(key="same").set_value(["Rory Finch", "+44 7700 900123"]).run()
    next(each for each in at.button if each.key == "join").click().run()
    assert not at.exception
    assert people() == 1
    assert "Counted as one person" in shown(at)
    button(at, "part").click().run()
    assert people() == 2


def test_a_suggestion_is_kept_then_dismissed_and_both_are_undone():
    at = opened("review", ("chat.txt", CHAT))
    button(at, "keep").click().run()
    assert "confirmed" in flags(at).values()
    button(at, "not").click().run()
    assert "dismissed" in flags(at).values()
    for _ in range(2):
        at.button(key="undo").click().run()
        assert "Undone: “A threat to kill”" in shown(at)
    assert not at.exception
    assert set(flags(at).values()) == {"suggested"}
    assert not any(each.key == "undo" for each in at.button)


def test_what_was_undone_is_said_on_the_page_where_it_was_and_shortly():
    many = CHAT + "".join(
        f"0{day}/03/2025, 23:40 - Rory Finch: I will kill you\n" for day in range(1, 6)
    )
    at = opened("review", ("chat.txt", many))
    button(at, "accept_all").click().run()
    button(at, "accept_sure").click().run()
    at.button(key="undo").click().run()
    kept = sum(1 for status in flags(at).values() if status == "suggested")
    number = len(at.session_state["case"].findings.flags)
    assert kept
    assert f"Undone: {number} flags kept<" in shown(at)
    at.switch_page(PAGE.format("people")).run()
    assert "Undone" not in shown(at)
    at.switch_page(PAGE.format("review")).run()
    assert "Undone" not in shown(at)
    at.button(key="redo").click().run()
    assert f"Done again: {number} flags kept<" in shown(at)


def test_the_log_gives_answers_in_the_words_of_the_questions():
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.radio(key="device").set_value("I am not sure").run()
    at.button(key="device_done").click().run()
    at.radio(key="nation").set_value("England or Wales").run()
    at.button(key="to_name").click().run()
    at.button(key="skip_to_who").click().run()
    at.radio(key="who").set_value("I am helping someone").run()
    at.button(key="to_ready").click().run()
    at.button(key="change_who").click().run()
    at.radio(key="who").set_value("For myself").run()
    at.button(key="to_ready").click().run()
    page = shown(at)
    assert "where you live: not given → England and Wales" in page
    assert "helping somebody: yes<" in page
    assert "helping somebody: yes → no" in page


def test_the_harshest_words_are_covered_until_they_are_asked_for():
    at = opened("review", ("chat.txt", CHAT))
    assert "I will kill you" not in shown(at).replace("<mark>", "").replace("</mark>", "")
    threat = next(id_ for id_ in flags(at) if id_.endswith("-2"))
    at.text_input(key="open").set_value(threat).run()
    button(at, "cover").click().run()
    assert not at.exception
    assert "I will kill you" in shown(at).replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize("page", ["add", "review", "pattern", "law", "report"])
def test_names_texts_and_file_names_never_act_as_markup(page):
    chat = CHAT.replace("Rory Finch", NASTY).replace("see you at six", NASTY)
    at = opened(page, (f"{NASTY[5:20]}.txt", chat))
    assert not at.exception
    assert "<img" not in shown(at)
    assert "\u202e" not in shown(at)
    drawn = [*at.markdown, *at.title, *at.header, *at.subheader, *at.caption, *at.error]
    assert not any("onerror" in each.value or ":red[" in each.value for each in drawn)


def test_leaving_wipes_everything_that_the_visit_held():
    at = opened("review", ("chat.txt", CHAT))
    at.button(key="leave").click().run()
    assert "about:blank" in shown(at)
    assert "case" not in at.session_state or at.session_state["case"].findings is None
    assert "kill" not in shown(at)


def test_harsh_words_of_the_users_own_stand_on_the_pattern_page_and_open_their_messages():
    own = "04/02/2025, 09:00 - Dana Poole: fuck off you pathetic piece of shit\n"
    at = opened("add", ("chat.txt", CHAT + own))
    at.multiselect(key="mine").set_value(["Dana Poole"]).run()
    button(at, "set_me").click().run()
    at.switch_page(PAGE.format("pattern")).run()
    assert not at.exception
    assert "S1-4: Insulting words" in shown(at)
    assert "S1-4" not in flags(at)
    at.button(key="show_own").click().run()
    assert not at.exception
    assert at.session_state["case"].picked.ids == frozenset({"S1-4"})


def test_words_read_as_a_joke_count_once_a_person_says_they_were_meant():
    joking = CHAT.replace("I will kill you", "I will kill you lol")
    at = opened("review", ("chat.txt", joking))
    found = lambda: at.session_state["case"].findings  # noqa: E731
    threat = next(f for f in found().flags if f.signal == "threat_to_kill")
    assert not counts(threat)
    at.text_input(key="open").set_value(threat.message).run()
    button(at, "meant").click().run()
    assert not at.exception
    own, read = sorted(
        (f for f in found().flags if f.signal == "threat_to_kill"), key=lambda f: not counts(f)
    )
    assert counts(own)
    assert own.spans == ((threat.spans[0][0], threat.spans[-1][1]),)
    assert (read.reading, read.status) == (threat.reading, Status.CONFIRMED)
    assert not any(each.key.startswith("meant") for each in at.button)
    assert any(threat.message in each.threats for each in found().patterns)
    at.button(key="undo").click().run()
    assert threat in found().flags
    assert not any(counts(f) for f in found().flags if f.signal == "threat_to_kill")


def test_what_was_kept_is_not_said_to_be_confirmed_by_nobody():
    at = opened("review", ("chat.txt", CHAT))
    assert any("Nobody has" in each for each in at.session_state["case"].findings.notices)
    button(at, "keep").click().run()
    notices = at.session_state["case"].findings.notices
    assert any("The user kept 1 of" in each for each in notices)
    assert not any("Nobody has" in each for each in notices)
