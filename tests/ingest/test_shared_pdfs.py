"""Facts of real PDFs, checked by hand against their pages; runs where ../shared/pdfs is present."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import SourceError
from ingest.readers.pdf import read_pdf
from tests.ingest.pdf_structure import assert_structure, outline_of, page_of

if TYPE_CHECKING:
    from ingest.readers.parsed import ParsedText

SHARED = Path(__file__).resolve().parents[3] / "shared" / "pdfs"
ROBUSTNESS = SHARED / "robustness"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is missing")


@cache
def read(name: str) -> ParsedText:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    return read_pdf(path.read_bytes(), name)


TITLES = {
    "mla-c01_exam_guide.pdf": (
        "AWS Certified Machine Learning Engineer - Associate (MLA-C01) Exam Guide"
    ),
    "mla-c01_exam_guide_word.pdf": (
        "AWS Certified Machine Learning Engineer - Associate (MLA-C01) Exam Guide"
    ),
    "aif-c01_exam_guide.pdf": "AWS Certified AI Practitioner (AIF-C01) Exam Guide",
    "mls-c01_exam_guide.pdf": "AWS Certified Machine Learning - Specialty (MLS-C01) Exam Guide",
    "aws_augmented_ai_whitepaper_2021.pdf": "Augmented AI: The Power of Human and Machine",
    "aws_mle_curriculum_resource_guide_v2.pdf": "AWS ML Engineer Associate",
    "aws_pinpoint_developer_guide.pdf": "Amazon Pinpoint - Developer Guide",
    "aws_sqs_dg_zh_cn.pdf": "Amazon Simple Queue Service 开发人员指南",
    "aws_storage_options_whitepaper_2013.pdf": "AWS Storage Options",
    "robustness/latex_multicolumn.pdf": "Two-Column Document with Lorem Ipsum",
    "robustness/r6_empty_password.pdf": "r6_empty_password",
}

PAGES = {
    "mla-c01_exam_guide.pdf": 23,
    "aif-c01_exam_guide.pdf": 19,
    "mls-c01_exam_guide.pdf": 11,
    "aws_augmented_ai_whitepaper_2021.pdf": 20,
    "aws_mle_curriculum_resource_guide_v2.pdf": 32,
    "aws_pinpoint_developer_guide.pdf": 300,
    "aws_sqs_dg_zh_cn.pdf": 140,
    "aws_storage_options_whitepaper_2013.pdf": 34,
    "robustness/latex_multicolumn.pdf": 3,
}

HEADINGS = [
    ("mla-c01_exam_guide.pdf", 2, "Exam content", 3),
    ("mla-c01_exam_guide.pdf", 3, "Domain 1: Data Preparation for Machine Learning (ML)", 5),
    ("mla-c01_exam_guide.pdf", 4, "Task Statement 2.3: Analyze model performance.", 9),
    ("aif-c01_exam_guide.pdf", 3, "Content outline", 4),
    ("aif-c01_exam_guide.pdf", 2, "Appendix", 12),
    ("mls-c01_exam_guide.pdf", 3, "Domain 3: Modeling", 5),
    ("aws_augmented_ai_whitepaper_2021.pdf", 2, "Focus areas for a modern benefits system", 8),
    ("aws_augmented_ai_whitepaper_2021.pdf", 4, "Provide data security and privacy", 14),
    ("aws_mle_curriculum_resource_guide_v2.pdf", 2, "Course 9 Automate Deployment", 17),
    ("aws_pinpoint_developer_guide.pdf", 3, "Regional Availability", 8),
    ("aws_pinpoint_developer_guide.pdf", 5, "Step 1.2: Create an IAM User", 12),
    ("aws_sqs_dg_zh_cn.pdf", 4, "消息顺序", 9),
    ("aws_storage_options_whitepaper_2013.pdf", 3, "Amazon Glacier", 6),
    ("robustness/latex_multicolumn.pdf", 1, "Two-Column Document with Lorem Ipsum", 1),
]

JOINED = [
    (
        "mla-c01_exam_guide.pdf",
        "You must select the correct responses and place the responses in the correct order to "
        "receive credit for the question.",
        3,
    ),
    (
        "aif-c01_exam_guide.pdf",
        "The AWS Certified AI Practitioner (AIF-C01) exam has a pass or fail designation. The exam "
        "is scored against a minimum standard established by AWS professionals who follow "
        "certification industry best practices and guidelines.",
        3,
    ),
    (
        "mls-c01_exam_guide.pdf",
        "- Orchestrate data ingestion pipelines (batch-based ML workloads and streaming-based ML "
        "workloads).\n  - Amazon Kinesis\n  - Amazon Data Firehose\n",
        4,
    ),
    (
        "aws_augmented_ai_whitepaper_2021.pdf",
        "The AWS Lake Formation service builds on the existing data lake solution by enabling you "
        "to set up a secure data lake within days.",
        10,
    ),
    (
        "aws_mle_curriculum_resource_guide_v2.pdf",
        "You will also learn about services that assist with ingesting, extracting, and merging "
        "data, such as Amazon Kinesis.",
        1,
    ),
    (
        "aws_mle_curriculum_resource_guide_v2.pdf",
        "This resource discusses how to follow AWS Well-Architected guidelines for ML data "
        "collection.",
        1,
    ),
    (
        "aws_pinpoint_developer_guide.pdf",
        "Amazon Pinpoint is an AWS service that you can use to engage with your customers across "
        "multiple messaging channels.",
        7,
    ),
    ("aws_pinpoint_developer_guide.pdf", "\nEU (Ireland) | region | eu-west-1\n", 14),
    (
        "aws_pinpoint_developer_guide.pdf",
        "4. Create six new variables: endpoint, region, serviceName, accountId, accessKey, and "
        "secretAccessKey.",
        13,
    ),
    (
        "aws_sqs_dg_zh_cn.pdf",
        "如果您的系统要求保持顺序，则我们建议您在每条消息中放置排序信息，以便在收到消息时对消息重新排序。",
        9,
    ),
    (
        "aws_storage_options_whitepaper_2013.pdf",
        "Each has a unique combination of performance, durability, availability, cost, and "
        "interface, as well as other characteristics such as scalability and elasticity.",
        2,
    ),
    (
        "aws_storage_options_whitepaper_2013.pdf",
        "\nAmazon EC2 Instance Storage | Temporary block storage volumes for Amazon EC2 virtual "
        "machines\n",
        3,
    ),
    (
        "robustness/latex_multicolumn.pdf",
        "Donec felis erat, congue non, volutpat at, tincidunt tristique, libero. Vivamus viverra "
        "fermentum felis. Donec nonummy pellentesque ante.",
        1,
    ),
    ("robustness/latex_multicolumn.pdf", "consectetuer adipiscing elit.", 1),
    ("robustness/latex_multicolumn.pdf", "\nAustria | 8.9 | 83,879 | Vienna | German\n", 3),
]

FURNITURE = {
    "mla-c01_exam_guide.pdf": ("| PAGE", "Version 1.0"),
    "mla-c01_exam_guide_word.pdf": ("| PAGE", "Version 1.0"),
    "aif-c01_exam_guide.pdf": ("| PAGE", "Version 1.4"),
    "mls-c01_exam_guide.pdf": ("| PAGE", "Version 2.4"),
    "aws_mle_curriculum_resource_guide_v2.pdf": ("All rights reserved",),
    "aws_pinpoint_developer_guide.pdf": ("\nAmazon Pinpoint Developer Guide\n\nStep",),
    "aws_storage_options_whitepaper_2013.pdf": ("of 34", "Amazon Web Services – AWS Storage"),
}


@pytest.mark.parametrize("name", TITLES)
def test_structure_and_title(name: str) -> None:
    parsed = read(name)
    assert_structure(parsed)
    assert parsed.title == TITLES[name]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_counted(name: str) -> None:
    assert len(read(name).page_starts) == PAGES[name]


@pytest.mark.parametrize(("name", "level", "title", "page"), HEADINGS)
def test_heading(name: str, level: int, title: str, page: int) -> None:
    parsed = read(name)
    assert (level, title) in outline_of(parsed)
    starts = [h.start for h in parsed.headings if h.title == title and h.level == level]
    assert page in {page_of(parsed, title, start) for start in starts}


@pytest.mark.parametrize(("name", "text", "page"), JOINED)
def test_text_joined_over_lines_and_pages(name: str, text: str, page: int) -> None:
    parsed = read(name)
    assert text in parsed.text
    assert page_of(parsed, text.strip()) == page


@pytest.mark.parametrize("name", FURNITURE)
def test_headers_and_footers_are_gone(name: str) -> None:
    for text in FURNITURE[name]:
        assert text not in read(name).text


def test_two_makers_of_one_guide_give_one_text() -> None:
    printed, word = read("mla-c01_exam_guide.pdf"), read("mla-c01_exam_guide_word.pdf")
    assert printed.text == word.text
    assert printed.headings == word.headings
    assert printed.blocks == word.blocks


def test_chinese_lines_are_joined_without_spaces() -> None:
    text = read("aws_sqs_dg_zh_cn.pdf").text
    assert (
        "因此而放弃的一项功能是不保证消息的先进先出传送。对许多分布式应用程序而言，每条消息均可独立存在"
        in text
    )
    assert text.count("消息") > 500
    assert "消 息" not in text


def test_arabic_is_in_reading_order() -> None:
    assert read("robustness/arabic.pdf").text == "حَبيبي habibi حَبيبي"


def test_guide_is_narrowed_to_a_domain() -> None:
    path = SHARED / "mla-c01_exam_guide_word.pdf"
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    parsed = read_pdf(path.read_bytes(), path.name, heading="Domain 2: ML Model Development")
    assert parsed.title == "Domain 2: ML Model Development"
    assert [level for level, _ in outline_of(parsed)] == [1, 2, 2, 2]
    assert page_of(parsed, "Task Statement 2.1") == 7
    assert page_of(parsed, "Task Statement 2.3") == 9


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("invalid.pdf", "is damaged"),
        ("blank.pdf", "holds only blank pages"),
        ("user_password.pdf", "is encrypted and needs a password"),
        ("r4_aes_user_password.pdf", "is encrypted and needs a password"),
        ("scanned_francais.pdf", "is scanned and has no text layer"),
        ("scanned_linn.pdf", "is scanned and has no text layer"),
        ("scanned_skew.pdf", "is scanned and has no text layer"),
        ("scanned_multipage.pdf", "5 of its 6 pages have no text layer"),
        ("truetype_font_nomapping.pdf", "fonts have no Unicode map"),
    ],
)
def test_bad_file_is_refused_with_one_line(name: str, what: str) -> None:
    path = ROBUSTNESS / name
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    with pytest.raises(SourceError, match=what) as caught:
        read_pdf(path.read_bytes(), name)
    assert "\n" not in str(caught.value)
