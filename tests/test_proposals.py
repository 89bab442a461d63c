"""Proposals: two handles that may be one person, each with its reason; nothing is joined."""

import pytest

from analyser import given, pipeline
from analyser.detect import Detector
from analyser.people import find_people
from analyser.proposals import Reason, joined_as_written, propose
from analyser.records import CaseFacts
from analyser.settings import Settings

FACTS = CaseFacts(me=("Alex Reed",))
CHAT = "13/03/2025, 21:00 - {0}: pick up\n13/03/2025, 21:03 - Alex Reed: no\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Sam Hill\nTEL;type=CELL:{0}\nEND:VCARD\n"
SMS = (
    '<?xml version="1.0"?><smses count="1"><sms address="07700900321" date="1741899600000" '
    'type="1" body="answer me" contact_name="{0}" /></smses>'
)


def proposed(*texts, facts=FACTS):
    files = [given.from_bytes(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    reading = pipeline.read(files, facts=facts)
    people = find_people(reading.messages, facts)
    found = propose(reading.messages, people, reading.sources)
    assert all(each.people[0] != each.people[1] for each in found)
    return [(each.reason, set(each.names), each.why) for each in found]


def test_a_name_in_one_export_and_its_number_in_another_are_proposed_and_not_joined():
    ((reason, names, why),) = proposed(CHAT.format("+44 7700 900321"), SMS.format("Sam Hill"))
    assert (reason, names) == (Reason.SAME_HANDLE, {"+44 7700 900321", "Sam Hill"})
    assert "07700900321" in why
    assert "S2" in why


@pytest.mark.parametrize("number", ["07700 900321", "0044 7700 900321", "+44 (0)7700 900321"])
def test_a_contact_card_proposes_whose_the_number_is(number):
    ((reason, names, _),) = proposed(
        CHAT.format("+44 7700 900321"), CHAT.format("Sam Hill"), CARD.format(number)
    )
    assert (reason, names) == (Reason.CONTACT_CARD, {"+44 7700 900321", "Sam Hill"})


def test_a_contact_renamed_between_exports_is_proposed():
    later = SMS.format("Do Not Answer").replace("1741899600000", "1741899700000")
    ((reason, names, _),) = proposed(SMS.format("Sam Hill"), later)
    assert (reason, names) == (Reason.SAME_HANDLE, {"Sam Hill", "Do Not Answer"})


def test_a_name_that_stands_only_in_the_second_copy_is_kept_beside_the_first():
    files = [SMS.format("Sam Hill"), SMS.format("Do Not Answer")]
    reading = pipeline.read(
        [given.from_bytes(f"{n}.xml", text.encode()) for n, text in enumerate(files)], facts=FACTS
    )
    (message,) = reading.messages
    assert message.sender == "Sam Hill"
    (person,) = find_people(reading.messages, FACTS)
    assert person.names == ("Sam Hill", "Do Not Answer")
    assert any("Do Not Answer stands here" in fact for fact in reading.sources[1].facts)


def test_a_card_and_an_export_that_share_a_number_propose_their_names():
    ((_, names, why),) = proposed(
        SMS.format("Ignore"), CHAT.format("Sam Hill"), CARD.format("+447700900321")
    )
    assert names == {"Ignore", "Sam Hill"}
    assert "beside the name" in why


NOTICE = "13/03/2025, 21:04 - {0}\n"


@pytest.mark.parametrize(
    "notice",
    [
        "Sam Hill changed to +44 7700 900555",
        "Sam Hill changed their phone number to a new number. Tap to message.",
    ],
)
def test_a_notice_of_a_changed_number_proposes_the_old_and_the_new(notice):
    text = CHAT.format("Sam Hill") + NOTICE.format(notice)
    text += "13/03/2025, 21:05 - +44 7700 900555: it is me\n"
    ((reason, names, why),) = proposed(text)
    assert (reason, names) == (Reason.NUMBER_CHANGED, {"Sam Hill", "+44 7700 900555"})
    assert "S1-3" in why


def test_a_changed_number_with_two_new_ones_after_it_proposes_nothing():
    text = CHAT.format("Sam Hill") + NOTICE.format("Sam Hill changed their phone number.")
    text += NOTICE.format("+44 7700 900555: me") + NOTICE.format("+44 7700 900777: and me")
    assert proposed(text) == []


def test_a_number_that_a_spreadsheet_cut_is_proposed():
    table = "Date,Time,From,Message\n14/03/2025,21:00,7700900321,pick up\n"
    ((reason, names, _),) = proposed(CHAT.format("+44 7700 900321"), table)
    assert (reason, names) == (Reason.CUT_NUMBER, {"7700900321", "+44 7700 900321"})


def test_names_of_the_same_letters_are_proposed_across_files_and_not_within_one():
    ((reason, names, _),) = proposed(CHAT.format("Sam Hill"), CHAT.format("sam_hill 🐍"))
    assert (reason, names) == (Reason.SAME_NAME, {"Sam Hill", "sam_hill 🐍"})
    assert proposed(CHAT.format("Sam Hill") + CHAT.format("sam.hill")) == []


MAIL = (
    "From: {0}\nTo: Alex Reed <alex.reed@example.com>\nSubject: you\n"
    "Date: Fri, 14 Mar 2025 09:00:00 +0000\n\n{1}\n"
)


def test_an_email_is_counted_by_its_address_where_others_have_its_name_and_that_is_proposed():
    mail = MAIL.format("Sam Hill <sam.hill@example.com>", "answer me")
    ((reason, names, why),) = proposed(CHAT.format("Sam Hill"), mail)
    assert (reason, names) == (Reason.SAME_NAME, {"Sam Hill", "Sam Hill <sam.hill@example.com>"})
    assert "sam.hill@example.com" in why
    other = MAIL.format("Sam Hill <s.h@example.org>", "where are you")
    ((_, names, why),) = proposed(mail, other)
    assert names == {"Sam Hill <sam.hill@example.com>", "Sam Hill <s.h@example.org>"}
    assert "s.h@example.org" in why


def test_the_name_of_an_email_stands_alone_where_nobody_else_has_it_and_where_it_is_the_users():
    mail = MAIL.format("Sam Hill <sam.hill@example.com>", "answer me")
    for texts in ((mail,), (mail, mail.replace("14 Mar", "15 Mar"), CHAT.format("Jo Fox"))):
        assert names_in(*texts) >= {"Sam Hill"}
    own = MAIL.format("Alex Reed <alex.reed@example.com>", "no")
    assert names_in(CHAT.format("Sam Hill"), own) == {"Sam Hill", "Alex Reed"}


def test_an_email_that_the_person_says_is_from_the_contact_is_counted_with_them():
    both = ("Sam Hill", "Sam Hill <sam.hill@example.com>")
    facts = CaseFacts(me=("Alex Reed",), persons={"Sam Hill": both})
    mail = MAIL.format(both[1], "answer me")
    files = [given.from_bytes("0.txt", CHAT.format("Sam Hill").encode())]
    reading = pipeline.read([*files, given.from_bytes("1.eml", mail.encode())], facts=facts)
    people = find_people(reading.messages, facts)
    assert [each.names for each in people if not each.is_me] == [both]


def names_in(*texts):
    files = [given.from_bytes(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    return {each.sender for each in pipeline.read(files, facts=FACTS).messages}


def test_what_the_person_joined_is_not_proposed_again():
    facts = CaseFacts(me=FACTS.me, persons={"Sam Hill": ("07700 900321",)})
    assert proposed(CHAT.format("+44 7700 900321"), SMS.format("Sam Hill"), facts=facts) == []


def findings(*texts):
    files = [given.from_bytes(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    reading = pipeline.read(files, facts=FACTS)
    return pipeline.analyse(reading, detector=Detector.load(), facts=FACTS, settings=Settings())


def test_the_report_says_what_may_be_one_person_and_counts_them_apart():
    found = findings(CHAT.format("+44 7700 900321"), SMS.format("Sam Hill"))
    assert len([person for person in found.people if not person.is_me]) == 2
    assert any("may be one person" in notice for notice in found.notices)


def test_names_that_differ_only_in_spaces_are_not_counted_as_one_in_silence():
    for name, told in (("SamHill", True), ("\u200eSam Hill", False)):
        found = findings(CHAT.format("Sam Hill"), CHAT.format(name).replace("pick", "hang"))
        said = [notice for notice in found.notices if "differ only in spaces" in notice]
        assert bool(said) is told
        assert all("“Sam Hill”" in notice for notice in said)


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("Sam H\u0456ll", "“\u0456” (cyrillic small letter byelorussian-ukrainian i)"),
        ("Sam Hill\u200b", "a sign that shows nothing (zero width space)"),
        ("Sam Hill\u3164", "a sign that shows nothing (hangul filler)"),
        ("S\u00e1m Hill", "“\u00e1” (latin small letter a with acute)"),
    ],
)
def test_names_that_look_the_same_are_two_people_and_the_difference_is_said(name, signs):
    there = CHAT.format("Sam Hill"), CHAT.format(name).replace("pick", "hang")
    for texts in (there, there[::-1], ("".join(there),)):
        ((reason, names, why),) = proposed(*texts)
        assert (reason, names) == (Reason.LOOKS_ALIKE, {"Sam Hill", name})
        assert f" has {signs}" in why
        assert f"{name} as first seen in item S" in why
        found = findings(*texts)
        assert len([person for person in found.people if not person.is_me]) == 2
        assert any(signs in notice for notice in found.notices)


def test_a_capital_i_in_place_of_a_small_l_is_another_name_that_looks_the_same():
    ((reason, names, why),) = proposed(CHAT.format("Sam Hill"), CHAT.format("Sam HiIl"))
    assert (reason, names) == (Reason.LOOKS_ALIKE, {"Sam Hill", "Sam HiIl"})
    assert "“l” (latin small letter l)" in why or "“I” (latin capital letter i)" in why


def test_a_name_in_capitals_is_another_one_and_is_proposed_across_files():
    ((reason, names, _),) = proposed(CHAT.format("Sam Hill"), CHAT.format("SAM hill"))
    assert (reason, names) == (Reason.SAME_NAME, {"Sam Hill", "SAM hill"})


def test_a_name_in_two_apps_is_counted_as_one_and_the_report_says_so():
    found = findings(CHAT.format("Sam Hill"), SMS.format("Sam Hill"))
    assert joined_as_written(found.messages, found.people) == ("Sam Hill",)
    assert any("written the same in several apps" in notice for notice in found.notices)
    assert not any("may be one person" in notice for notice in found.notices)
