"""What looks like lines of a name and words and is no conversation stays unknown."""

import pytest

from analyser import ingest

NONE_OF_THEM_A_CHAT = {
    "recipe": "Pancakes\nServes: 4 people\nPrep: 10 minutes\nIngredients: flour, eggs, milk\n"
    "Method: whisk it all\nMethod: fry each side\nNote: eat them hot\n",
    "prose": "He said: go away now.\nThen he waited. I thought: why me?\nShe said: no idea.\n"
    "And so it went on, day after day: a knock, a call, a knock.\n",
    "records": "Name: Sam Hill\nPhone: 07700 900123\nTown: Upper Town\n\nName: Alex Reed\n"
    "Phone: 07700 900124\nTown: Lower Town\n\nName: Jo Park\nPhone: 07700 900125\nTown: Far Town\n",
    "records_of_a_kind_not_listed": "Breed: old spaniel\nColour: dark brown\nCoat: long hair\n\n"
    "Breed: grey terrier\nColour: dark grey\nCoat: short hair\n",
    "settings": "Version: 2 of 3\nClass: one of a\nClass: two of b\nClass: three of c\n"
    "Needs: four of d\nNeeds: five of e\n",
    "log": "INFO: started the server\nERROR: could not connect\nINFO: trying it\nINFO: done it\n",
    "machine": "User-agent: *\nDisallow: /one\nDisallow: /two\nUser-agent: x\nDisallow: /three\n",
    "song": "Verse 1: la la la\nChorus: na na na\nVerse 2: lo lo lo\nChorus: na na na\n",
    "minutes": "Present: Sam, Alex\nApologies: Jo\nLast meeting: agreed as read\n"
    "Action: Sam to call the hall\nAction: Alex to write it up\n",
    "days": "20251107: Bumped up the number\n20251107: Changed the page\n20251106: Sync with it\n",
    "dates_not_read": "Sam: 12/05/2024 hey you\nAlex: 13/05/2024 no\nSam: 14/05/2024 yes\n",
    "licence": "Files: all of it\nCopyright: Sam Hill\n and Alex Reed\nLicence: as below\n"
    " may be copied\n\nFiles: the rest\nCopyright: Jo Park\nLicence: as above\n",
}


@pytest.mark.parametrize("text", NONE_OF_THEM_A_CHAT.values(), ids=NONE_OF_THEM_A_CHAT)
def test_what_is_no_conversation_does_not_become_one(text):
    assert ingest.recognise(text.encode()) != "undated_txt"
