"""Mailboxes in one file: mail after mail, each after a line "From …". Knows no mail's inside."""

from __future__ import annotations

import re

from ingest.documents import DoubtKind
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.mail.letters import write_letter
from ingest.readers.mail.mail import letter_of
from ingest.readers.mail.pictures import Pictures

# The line stands first, or after an empty one and before a field of a head: a sentence may begin with “From”, too.
# With a day and a year it stands also where a program left the empty line out.
_BEGIN = re.compile(
    rb"\AFrom [^\r\n]*\r?\n|(?:(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n(?=>?[!-9;-~]+:|>From )"
    rb"|(?<=\n)From \S+[ \t]+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\r\n]*\d{4}[^\r\n]*\r?\n"
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mbox(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the mails of a mailbox in order, each a place of its own."""
    begins = list(_BEGIN.finditer(content))
    if not begins:
        raise CannotRead("not a mailbox: it does not begin with a line “From …”; export it again, as mbox")
    ends = [*(begin.start() for begin in begins[1:]), len(content)]
    builder, pictures = Builder(), Pictures()
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True), 1):
        _write_mail(content[begin.end() : end], number, builder, hints, pictures)
        hints.progress(number, len(begins))
    return builder.extraction()


def _write_mail(source: bytes, number: int, builder: Builder, hints: Hints, pictures: Pictures) -> None:
    try:
        letter = letter_of(_ESCAPED.sub(rb"\1", source))
    except CannotRead as error:
        builder.doubt(DoubtKind.MISSING, f"mail {number} could not be read: {error}")
        return
    write_letter(letter, builder, hints, pictures=pictures)
