"""OCR: images of pages become lines in reading order, and these the paragraphs of a document."""

from ingest.readers.ocr.lines import PixelBox, RecognisedLine, RecognisedWord
from ingest.readers.ocr.recognition import recognise
from ingest.readers.ocr.writing import write_recognised

__all__ = ["PixelBox", "RecognisedLine", "RecognisedWord", "recognise", "write_recognised"]
