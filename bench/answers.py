"""A whole answer over a library of news, warm: from the question to verified statements, and where the time goes."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

import numpy as np
import platformdirs

from assistant.assembly import assemble
from assistant.conversation.question import Question
from assistant.settings import load_settings
from bench.retrieval import fill_news
from bench.workspace import Workspace
from vectorstore.embedders import load_embedder

_QUESTIONS = 100
_ASKED = "news/questions_2022.jsonl.gz"


def bench_answers(workspace: Workspace) -> None:
    """Print p50 and p95 of a verified extractive answer, and of its stages."""
    questions = [row["question_sentence"] for row in islice(workspace.rows(_ASKED), _QUESTIONS)]
    if not questions:
        print(f"warm answers: skipped, {workspace.data}/{_ASKED} is not here (name the folder with --data)")
        return
    folder = workspace.folder / "news"
    fill_news(folder, load_embedder(cache=platformdirs.user_cache_path("sourcechat")), workspace)
    assistant = assemble(load_settings({"library": folder}).settings)
    stages: dict[str, list[float]] = defaultdict(list)
    assistant.chain.invoke(Question(questions[0]))
    for question in questions:
        timings = assistant.chain.invoke(Question(question)).timings
        for stage, seconds in timings.items():
            stages[f"  {stage}"].append(1000 * seconds)
        stages["an answer"].append(1000 * sum(timings.values()))
    chunks = assistant.library.check().chunks
    assistant.close()
    print(f"warm answers, {chunks:,} passages, {len(questions)} questions         p50 ms     p95 ms")
    for stage, milliseconds in sorted(stages.items(), key=lambda item: -float(np.sum(item[1]))):
        print(f"  {stage:<50} {np.percentile(milliseconds, 50):9.1f}  {np.percentile(milliseconds, 95):9.1f}")
