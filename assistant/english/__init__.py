"""English: the words, numbers, dates, units, questions and orders of a text. Rules of form, never meaning."""
