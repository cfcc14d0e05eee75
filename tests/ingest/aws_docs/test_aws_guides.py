"""The pages of a whole guide, from its contents or its sitemap."""

import json

import pytest

from index.errors import GroundworkError
from ingest.aws_docs.catalogue import Guide
from ingest.aws_docs.client import FetchError
from ingest.aws_docs.guides import GuidePage, guide_pages

BASE = "https://docs.aws.amazon.com/sagemaker/latest/dg/"
GUIDE = Guide("sagemaker", BASE)


class Site:
    """Answers from a table and notes what was asked for."""

    def __init__(self, files: dict[str, object]) -> None:
        self.files = files
        self.asked: list[str] = []

    def read(self, address: str) -> bytes:
        self.asked.append(address.removeprefix(BASE))
        content = self.files.get(address.removeprefix(BASE))
        if content is None:
            raise FetchError(address, "answered 404 Not Found")
        return content if isinstance(content, bytes) else json.dumps(content).encode()


def test_contents_are_read_in_order_with_what_they_include() -> None:
    site = Site(
        {
            "toc-contents.json": {
                "contents": [
                    {"title": "What is it?", "href": "whatis.html"},
                    {
                        "title": "Train",
                        "href": "train.html",
                        "contents": [{"title": "Spot", "href": "spot.html#savings"}],
                    },
                    {"title": "Deploy", "href": "deploy.html", "include_contents": "more.json"},
                    {"title": "Again", "href": "whatis.html#again"},
                    {"title": "API", "href": "../APIReference/Welcome.html"},
                    {"title": "Blog", "href": "https://aws.amazon.com/blogs/a.html"},
                    {"title": "No page"},
                ]
            },
            "more.json": {
                "contents": [
                    {"title": "Async", "href": "async-inference.html"},
                    {"title": "Loop", "include_contents": "more.json"},
                    {"title": "Away", "include_contents": "https://other.example/x.json"},
                ]
            },
        }
    )
    assert guide_pages(GUIDE, site.read) == (
        GuidePage("whatis", "What is it?"),
        GuidePage("train", "Train"),
        GuidePage("spot", "Spot"),
        GuidePage("deploy", "Deploy"),
        GuidePage("async-inference", "Async"),
    )
    assert site.asked == ["toc-contents.json", "more.json"]


@pytest.mark.parametrize("contents", [None, b"<html>", b"[]", b'{"contents": 3}', b"\xff"])
def test_sitemap_is_read_where_the_contents_cannot_be(contents: bytes | None) -> None:
    sitemap = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{BASE}whatis.html</loc></url><url><loc> {BASE}spot.html </loc></url>
<url><loc>https://docs.aws.amazon.com/ja_jp/sagemaker/latest/dg/whatis.html</loc></url>
<url><loc>{BASE}guide.pdf</loc></url><url><loc>{BASE}../x/y.html</loc></url></urlset>"""
    site = Site({"toc-contents.json": contents, "sitemap.xml": sitemap.encode()})
    assert guide_pages(GUIDE, site.read) == (GuidePage("whatis"), GuidePage("spot"))


def test_both_reasons_are_given_when_nothing_lists_the_pages() -> None:
    site = Site({"sitemap.xml": b"<urlset"})
    with pytest.raises(GroundworkError, match=r"404 Not Found.*sitemap.xml: cannot be read"):
        guide_pages(GUIDE, site.read)
