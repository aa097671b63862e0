from __future__ import annotations

import io
from gettext import GNUTranslations

from assistant.messages.translations import catalogue_of, compiled_of, entries_of, languages

_WRITTEN = r"""
# a remark
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "one \"thing\""
msgstr "ein "
"»Ding«"

msgid "{count} thing"
msgid_plural "{count} things"
msgstr[0] "{count} Ding"
msgstr[1] "{count} Dinge"

msgid "not yet"
msgstr ""
"""


def test_entries_are_put_together_from_their_lines_and_those_without_a_translation_left_out() -> None:
    entries = entries_of(_WRITTEN)

    assert entries['one "thing"'] == "ein »Ding«"
    assert entries["{count} thing\0{count} things"] == "{count} Ding\0{count} Dinge"
    assert "not yet" not in entries


def test_what_is_compiled_is_read_by_gettext_with_its_plurals() -> None:
    translations = GNUTranslations(io.BytesIO(compiled_of(entries_of(_WRITTEN))))

    assert translations.gettext('one "thing"') == "ein »Ding«"
    assert translations.ngettext("{count} thing", "{count} things", 2) == "{count} Dinge"
    assert translations.gettext("not yet") == "not yet"


def test_there_is_a_catalogue_for_each_language_and_the_messages_own_words_for_every_other() -> None:
    assert languages() == ("en", "de", "fr", "ja", "ru", "uz")
    assert catalogue_of("ja").translations.gettext("Yes.") == "はい。"
    assert catalogue_of("el").translations.gettext("Yes.") == "Yes."
