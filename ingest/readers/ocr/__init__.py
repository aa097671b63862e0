"""OCR: images of pages become lines in reading order, and these the paragraphs of a document."""

from ingest.readers.ocr.canonical_text import write_recognised
from ingest.readers.ocr.lines import PixelBox, RecognisedLine, RecognisedWord
from ingest.readers.ocr.recognition import recognise

__all__ = ["PixelBox", "RecognisedLine", "RecognisedWord", "recognise", "write_recognised"]
