"""Put a time that is written in the words of another language into English ones.

Downloads write dates in the language of the account (chat-formats sections 7.3 and 19).
"""

import re

from analyser.times import plain

_WORDS = (
    "jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari stycznia styczeń sty "
    "ianuarie ian ocak oca leden ledna január января янв січня січ ιανουαρίου ιαν ιανουάριος يناير "
    "جنوری जनवरी जन॰ জানুয়ারী জানুয়ারি ਜਨਵਰੀ tammikuuta януари",
    "feb februar februari février févr fév febrero febbraio fevereiro fev lutego luty lut februarie "
    "şubat şub únor února február února февраля февр фев лютого лют φεβρουαρίου φεβ فبراير فروری "
    "फ़रवरी फर॰ ফেব্রুয়ারী ফেব্রুয়ারি ਫ਼ਰਵਰੀ helmikuuta február",
    "mar märz mär mrz mars marzo março maart mrt mar marca marzec martie mart března březen marec "
    "március márc марта мар березня бер μαρτίου μαρ مارس مارچ मार्च মার্চ ਮਾਰਚ maaliskuuta март marts",
    "apr april avril avr abril abr aprile kwietnia kwiecień kwi aprilie nisan nis dubna duben apríl "
    "április ápr апреля апр квітня квіт απριλίου απρ أبريل ابريل اپریل अप्रैल এপ্রিল ਅਪ੍ਰੈਲ huhtikuuta",
    "mai mayo may maggio mag maio mei maja maj mayıs května květen máj május мая май травня трав "
    "μαΐου μαΐ μαι مايو مئی मई মে ਮਈ toukokuuta",
    "jun juni juin junio giugno giu junho czerwca czerwiec cze iunie iun haziran haz června červen "
    "jún június júna июня июн червня черв ιουνίου ιουν يونيو جون जून জুন ਜੂਨ kesäkuuta",
    "jul juli juillet juil julio luglio lug julho lipca lipiec lip iulie iul temmuz tem července "
    "červenec júl július июля июл липня лип ιουλίου ιουλ يوليو جولائی जुलाई জুলাই ਜੁਲਾਈ heinäkuuta",
    "aug august août aoû agosto ago augustus sierpnia sierpień sie ağustos ağu srpna srpen "
    "augusti augusztus августа авг серпня серп αυγούστου αυγ أغسطس اغسطس اگست अगस्त আগস্ট ਅਗਸਤ elokuuta",
    "sep sept september septembre septiembre setiembre settembre set setembro września wrzesień wrz "
    "septembrie eylül eyl září zář szeptember szept сентября сент сен вересня вер σεπτεμβρίου σεπ "
    "سبتمبر ستمبر सितंबर सित॰ সেপ্টেম্বর ਸਤੰਬਰ syyskuuta",
    "okt oct oktober octobre octubre ottobre ott outubro out października październik paź octombrie "
    "ekim eki října říjen október октября окт жовтня жовт οκτωβρίου οκτ أكتوبر اکتوبر अक्टूबर "
    "अक्तू॰ অক্টোবর ਅਕਤੂਬਰ lokakuuta",
    "nov november novembre noviembre novembro listopada listopad lis noiembrie noi kasım kas "
    "listopadu ноября нояб ноя листопада νοεμβρίου νοε نوفمبر نومبر नवंबर नव॰ নভেম্বর ਨਵੰਬਰ marraskuuta",
    "dez dec dezember décembre déc diciembre dic dicembre dezembro december grudnia grudzień gru "
    "decembrie aralık ara prosince prosinec декабря дек грудня груд δεκεμβρίου δεκ ديسمبر دسمبر "
    "दिसंबर दिस॰ ডিসেম্বর ਦਸੰਬਰ joulukuuta",
)
_MONTH_OF = {word: month for month, words in enumerate(_WORDS, start=1) for word in words.split()}
_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTH = r"(?P<month>[^\W\d_][^\s\d,]{1,14}?)\.?"
_FORMS = tuple(
    re.compile(rf"(?:[^\W\d_][^\s\d,]{{0,14}},? )?{form}(?P<rest>.*)", re.DOTALL)
    for form in (
        rf"(?P<day>\d{{1,2}})[.º]? (?:de )?{_MONTH},? (?:de |del )?(?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})\. ?{_MONTH} (?P<day>\d{{1,2}})\.?",
        r"(?P<year>\d{4})[年년] ?(?P<month>\d{1,2})[月월] ?(?P<day>\d{1,2})[日일]",
    )
)
_CLOCK = re.compile(
    r"(?P<before>上午|下午|오전|오후)? ?(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)"
    r"(?: ?(?P<half>[AaPp]\.? ?[Mm]\b\.?|ص|م|[πμ]\.μ\.))?"
)
_LATE = frozenset(("下午", "오후", "م", "μ.μ."))


def in_english(text: str) -> str | None:
    """Return a day and a time in English words, or None where it is no day in any language.

    "Montag, 23. September 2024 um 21:07 Uhr" becomes "23 Sep 2024 21:07".
    """
    text = " ".join(plain(text).split())
    for form in _FORMS:
        match = form.fullmatch(text)
        month = _month(match["month"]) if match else None
        if match is None or month is None:
            continue
        day = f"{match['day']} {_ENGLISH[month - 1]} {match['year']}"
        clock = _CLOCK.search(match["rest"])
        return f"{day} {_time(clock)}" if clock else day
    return None


def _month(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= len(_ENGLISH) else None
    return _MONTH_OF.get(word.casefold())


def _time(clock: re.Match[str]) -> str:
    half = (clock["half"] or clock["before"] or "").replace(" ", "").replace(".", "").lower()
    if half in ("am", "pm", ""):
        return f"{clock['time']} {half}".strip()
    shown = clock["half"] or clock["before"]
    return f"{clock['time']} {'pm' if shown in _LATE else 'am'}"
