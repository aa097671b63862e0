from __future__ import annotations

from lxml import etree

from ingest.readers.office.slides import Layouts, SlideShape, fixed_texts, shapes_of
from ingest.readers.office.surface import Area
from ingest.readers.packages import Package
from tests.ingest.readers.office.files import part, relationships, shape, zipped

STYLED = '<a:lstStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr></a:lstStyle>'


def slide(*shapes: str, more: str = "", tag: str = "p:sld") -> etree._Element:
    tree = f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>{more}"
    return etree.fromstring(part(tag, tree).encode())


def words(one: SlideShape | etree._Element) -> str:
    return "".join((one.element if isinstance(one, SlideShape) else one).itertext())


def test_the_title_comes_first_and_other_shapes_from_top_to_bottom() -> None:
    shapes = shapes_of(
        slide(shape("low", at=(0, 300)), shape("high", at=(0, 0)), shape("Name", kind="ctrTitle", at=(0, 600))), []
    )

    assert [(words(one), one.is_title, one.placeholder) for one in shapes] == [
        ("Name", True, "ctrTitle"),
        ("high", False, None),
        ("low", False, None),
    ]


def test_members_of_a_group_lie_where_its_scale_puts_them() -> None:
    group = (
        '<p:grpSp><p:nvGrpSpPr/><p:grpSpPr><a:xfrm><a:off x="100" y="50"/><a:ext cx="200" cy="100"/>'
        '<a:chOff x="1000" y="0"/><a:chExt cx="2000" cy="2000"/></a:xfrm></p:grpSpPr>'
        f"{shape('in', at=(2000, 1000), size=(500, 400))}</p:grpSp>"
    )

    (member,) = shapes_of(slide(group), [])

    assert member.area == Area(200.0, 100.0, 250.0, 120.0)


def test_a_placeholder_takes_place_and_list_styles_from_layout_and_master() -> None:
    layout = slide(shape("prompt", kind="body", at=(10, 20), body=STYLED), tag="p:sldLayout")
    master = slide(
        shape("prompt", kind="body", at=(0, 0)), more="<p:txStyles><p:bodyStyle/></p:txStyles>", tag="p:sldMaster"
    )

    (found,) = shapes_of(slide(shape("Words", kind="body")), [layout, master])

    assert found.area == Area(10.0, 20.0, 110.0, 40.0)
    assert [etree.QName(style).localname for style in found.styles] == ["lstStyle", "bodyStyle"]


def test_a_shape_that_is_hidden_is_told_and_one_of_no_placeholder_inherits_nothing() -> None:
    hidden = shape("secret").replace('name="x"', 'name="x" hidden="1"')

    (found,) = shapes_of(slide(hidden), [slide(shape("prompt", kind="body", at=(1, 1)))])

    assert (found.hidden, found.area, found.styles) == (True, None, ())


def test_only_texts_of_no_placeholder_are_shown_by_every_slide() -> None:
    layout = slide(shape("Click to add", kind="body"), shape("Mill & Sons".replace("&", "&amp;")), tag="p:sldLayout")

    assert [words(body) for body in fixed_texts(layout)] == ["Mill & Sons"]


def test_layouts_are_followed_to_the_master_and_a_broken_one_ends_the_way() -> None:
    files = {
        "ppt/slides/_rels/slide1.xml.rels": relationships({"l": ("slideLayout", "../slideLayouts/one.xml")}),
        "ppt/slideLayouts/one.xml": part("p:sldLayout", ""),
        "ppt/slideLayouts/_rels/one.xml.rels": relationships({"m": ("slideMaster", "../slideMasters/one.xml")}),
        "ppt/slideMasters/one.xml": part("p:sldMaster", ""),
    }

    def above(parts: dict[str, str]) -> list[str]:
        found = Layouts(Package.open(zipped(parts))).above("ppt/slides/slide1.xml")
        return [etree.QName(root).localname for root in found]

    assert above(files) == ["sldLayout", "sldMaster"]
    assert above(files | {"ppt/slideMasters/one.xml": ""}) == ["sldLayout"]
    assert above({"ppt/slides/slide1.xml": part("p:sld", "")}) == []
