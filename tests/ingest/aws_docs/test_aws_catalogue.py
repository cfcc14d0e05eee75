"""The list of official pages: what is read from it, and what is refused by name."""

from pathlib import Path

import pytest

from index.errors import SourceError, UsageError
from ingest.aws_docs.catalogue import Catalogue, address_fault
from ingest.aws_docs.guides import GuidePage
from ingest.aws_docs.target import chosen, guide_targets, listed_targets, local_path

LIST = """
[defaults]
host = "docs.aws.amazon.com"
licence = "CC BY-SA 4.0, Amazon Web Services"

[[guide]]
name = "sagemaker"
base = "https://docs.aws.amazon.com/sagemaker/latest/dg/"
title = "Amazon SageMaker AI Developer Guide"

[[guide]]
name = "glue"
base = "https://docs.aws.amazon.com/glue/latest/dg/"

[[page]]
guide = "sagemaker"
page = "async-inference"
title = "Asynchronous inference"
bullets = ["3.1.k3"]

[[page]]
guide = "glue"
page = "what-is-glue"

[[page]]
guide = "sagemaker"
page = "async-inference"
bullets = ["3.1.s1", "3.1.k3"]

[[file]]
url = "https://files.example.com/guides/exam.pdf"
licence = "CC BY 4.0"
heading = "Machine Learning Engineer"

[[link]]
url = "https://github.com/owner/notes"
title = "Notes"
note = "for reading"
"""


def load(tmp_path: Path, text: str = LIST) -> Catalogue:
    path = tmp_path / "aws_docs.toml"
    path.write_text(text)
    return Catalogue.load(path)


def test_page_listed_twice_is_one_target_with_the_bullets_of_both(tmp_path: Path) -> None:
    targets = listed_targets(load(tmp_path))
    assert [(t.name, t.title, t.bullets, t.licence) for t in targets] == [
        (
            "sagemaker/async-inference",
            "Asynchronous inference",
            ("3.1.k3", "3.1.s1"),
            "CC BY-SA 4.0, Amazon Web Services",
        ),
        ("glue/what-is-glue", None, (), "CC BY-SA 4.0, Amazon Web Services"),
        ("https://files.example.com/guides/exam.pdf", None, (), "CC BY 4.0"),
    ]


def test_markdown_is_asked_for_before_html(tmp_path: Path) -> None:
    target = listed_targets(load(tmp_path))[0]
    stem = "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference"
    assert target.address == f"{stem}.html"
    assert target.forms == (f"{stem}.md", f"{stem}.html")


def test_only_hosts_of_guides_and_files_are_allowed(tmp_path: Path) -> None:
    assert load(tmp_path).origins == {
        "https://docs.aws.amazon.com",
        "https://files.example.com",
    }


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (["glue"], ["glue/what-is-glue"]),
        (["sagemaker/async*"], ["sagemaker/async-inference"]),
        (["*.pdf"], ["https://files.example.com/guides/exam.pdf"]),
        (["*/what-is-*", "sagemaker"], ["sagemaker/async-inference", "glue/what-is-glue"]),
    ],
)
def test_only_chooses_by_guide_or_pattern(
    tmp_path: Path, only: list[str], names: list[str]
) -> None:
    assert [t.name for t in chosen(listed_targets(load(tmp_path)), only)] == names


def test_only_that_matches_nothing_names_the_guides(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--only kendra.*sagemaker, glue"):
        chosen(listed_targets(load(tmp_path)), ["kendra"])


def test_guide_is_found_by_name_or_path(tmp_path: Path) -> None:
    catalogue = load(tmp_path)
    assert catalogue.guide("glue").base == "https://docs.aws.amazon.com/glue/latest/dg/"
    assert catalogue.guide("glue/latest/dg").name == "glue"
    assert (
        catalogue.guide("kms/latest/developerguide").base
        == "https://docs.aws.amazon.com/kms/latest/developerguide/"
    )
    with pytest.raises(UsageError, match="no guide 'kms' is listed"):
        catalogue.guide("kms")


def test_whole_guide_keeps_what_the_list_says_of_its_pages(tmp_path: Path) -> None:
    catalogue = load(tmp_path)
    pages = [GuidePage("whatis", "What is it?"), GuidePage("async-inference", "Async")]
    targets = guide_targets(catalogue, catalogue.guide("sagemaker"), pages)
    assert [(t.name, t.title, t.bullets) for t in targets] == [
        ("sagemaker/whatis", "What is it?", ()),
        ("sagemaker/async-inference", "Asynchronous inference", ("3.1.k3", "3.1.s1")),
    ]


def test_local_path_is_host_and_path() -> None:
    assert local_path("https://Docs.aws.amazon.com/a/b.md") == "docs.aws.amazon.com/a/b.md"
    assert local_path("http://127.0.0.1:8000/a.md") == "127.0.0.1_8000/a.md"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (('guide = "glue"', 'guide = "gleu"'), r"\[\[page\]\] 2 'what-is-glue' .* 'gleu'"),
        (('"what-is-glue"', '"what-is-glue.html"'), "without .html"),
        (('"what-is-glue"', '"../secret"'), "is no page name"),
        (("https://docs.aws.amazon.com/glue", "http://docs.aws.amazon.com/glue"), "https://"),
        (('/glue/latest/dg/"', '/glue/latest/dg"'), "without / at its end"),
        (('"3.1.s1"', '"3.1.x1"'), "'3.1.x1', which is no bullet"),
        (("guides/exam.pdf", "guides/exam.pdf?x=1"), "after \\? or #"),
        (("guides/exam.pdf", "../.ssh/exam.pdf"), "begins with a dot"),
        (("https://files.example.com", "https://user:pw@files.example.com"), "user name"),
        (('heading = "M', 'pages = "12"\nheading = "M'), "both pages and heading"),
        (('name = "glue"', 'name = "sagemaker"'), "one name twice"),
        (("[[page]]", "[[pages]]"), "pages is no table that is read"),
        (("[[page]]", "[[page"), "no valid TOML"),
    ],
)
def test_fault_is_named(tmp_path: Path, wrong: tuple[str, str], message: str) -> None:
    assert wrong[0] in LIST
    with pytest.raises(SourceError, match=message):
        load(tmp_path, LIST.replace(*wrong))


def test_pictures_beside_the_list_are_listed_too(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/lens.toml").write_text(
        '[[picture]]\nurl = "https://docs.aws.amazon.com/lens/images/cycle.png"\n'
        'title = "Life cycle"\ncaption = "A loop."\nfigure = 1\nbullets = ["4.1.k3"]\n'
    )
    (target,) = chosen(listed_targets(load(tmp_path)), ["pictures"])
    assert (target.address, target.title, target.bullets) == (
        "https://docs.aws.amazon.com/lens/images/cycle.png",
        "Life cycle",
        ("4.1.k3",),
    )


def test_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no list of pages at"):
        Catalogue.load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://docs.aws.amazon.com/a.html#b", None),
        ("http://127.0.0.1:80/a", None),
        ("http://docs.aws.amazon.com/", "does not begin with https://"),
        ("ftp://docs.aws.amazon.com/", "is no https address"),
        ("https:///a", "is no https address"),
        ("https://a.example/b c", "holds a character that no address has"),
        ("https://[::1", "is no address"),
    ],
)
def test_address_fault(address: str, fault: str | None) -> None:
    assert address_fault(address) == fault
