"""Follow-ups: questions that point back at earlier ones, written out so that they stand alone."""
