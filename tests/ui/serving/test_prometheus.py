from __future__ import annotations

from ui.serving.prometheus import Metrics


def test_answers_and_requests_are_counted_and_numbers_read_when_somebody_looks() -> None:
    metrics, number = Metrics(), iter([7.0])
    metrics.watch("documents", "Documents", lambda: next(number))

    metrics.answered("refused", 0.3)
    metrics.requested("GET", "/health", 200)

    page = metrics.page().decode()
    assert 'sourcechat_answers_total{outcome="refused"} 1.0' in page
    assert 'sourcechat_answer_seconds_bucket{le="0.5"} 1.0' in page
    assert 'sourcechat_requests_total{method="GET",route="/health",status="200"} 1.0' in page
    assert "sourcechat_documents 7.0" in page
    assert "process_resident_memory_bytes" in page
