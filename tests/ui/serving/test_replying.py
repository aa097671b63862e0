from __future__ import annotations

import pytest

from ui.serving.faults import Fault
from ui.serving.replying import check_documents, check_model
from ui.serving.serving import Served


def test_a_library_goes_by_its_own_name_or_by_ours(served: Served) -> None:
    check_model(served, "sourcechat:kettles")
    check_model(served, "sourcechat")
    with pytest.raises(Fault, match="there is sourcechat:kettles"):
        check_model(served, "kettles")


def test_documents_to_look_in_must_be_there(served: Served) -> None:
    (record,) = served.assistant.library.documents()

    check_documents(served, [record.id])
    with pytest.raises(Fault, match="no such document"):
        check_documents(served, [record.id, "other"])
