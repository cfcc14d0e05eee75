from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.readers.pdf import read_pdf
from tests.ingest.pdf_draft import BODY, BOLD, CODE, LEADING, LEFT, RIGHT, SIZE, PdfDraft
from tests.ingest.pdf_structure import assert_structure, block_texts, outline_of, page_of

PROSE = (
    "Asynchronous inference queues incoming requests and processes them one after the other, "
    "which suits payloads of up to one gigabyte and processing times of up to one hour."
)
OTHER_PROSE = (
    "Batch transform reads a whole data set from object storage, starts instances for the job, "
    "and stops the instances when every record of the data set has its prediction."
)


def test_wrapped_lines_become_one_paragraph() -> None:
    draft = PdfDraft()
    draft.paragraph(PROSE)
    draft.paragraph(OTHER_PROSE)
    parsed = read_pdf(draft.data(), "a.pdf")
    assert parsed.text == f"{PROSE}\n\n{OTHER_PROSE}"
    assert block_texts(parsed) == [("prose", PROSE), ("prose", OTHER_PROSE)]
    assert_structure(parsed)


def test_paragraph_goes_on_over_a_page_break() -> None:
    draft = PdfDraft()
    draft.line("The instance count of an endpoint follows the number of requests that wait in the")
    draft.new_page()
    draft.line("queue, and falls to zero when the queue stays empty for some time.")
    draft.y -= 10
    draft.paragraph(OTHER_PROSE)
    parsed = read_pdf(draft.data(), "a.pdf")
    joined = (
        "The instance count of an endpoint follows the number of requests that wait in the queue, "
        "and falls to zero when the queue stays empty for some time."
    )
    assert block_texts(parsed) == [("prose", joined), ("prose", OTHER_PROSE)]
    assert parsed.page_starts == (0, joined.index("queue, and falls"))
    assert page_of(parsed, "The instance count") == 1
    assert page_of(parsed, "Batch transform") == 2


def test_word_divided_at_a_line_end_is_joined_and_a_compound_keeps_its_hyphen() -> None:
    draft = PdfDraft()
    draft.line("A model that answers within milliseconds needs an end-")
    draft.line("point for real-")
    draft.y += LEADING
    draft.put(LEFT, 640, "The service writes infor-")
    draft.put(LEFT, 626, "mation about each real-")
    draft.put(LEFT, 612, "time request to the log of the end-")
    draft.put(LEFT, 598, "point, and the endpoint answers.")
    text = read_pdf(draft.data(), "a.pdf").text
    assert "writes information about each real-time request to the log of the endpoint" in text


def test_running_headers_footers_and_page_numbers_are_dropped() -> None:
    draft = PdfDraft()
    for number in range(1, 6):
        draft.put(LEFT, 760, "Example Developer Guide", size=9)
        draft.put(430, 760, f"Section {number} of the guide", size=9)
        draft.paragraph(f"Page {number} opens. {PROSE}")
        draft.put(300, 40, str(number), size=9)
        if number < 5:
            draft.new_page()
    parsed = read_pdf(draft.data(), "a.pdf")
    assert parsed.text == "\n\n".join(f"Page {n} opens. {PROSE}" for n in range(1, 6))
    assert [page_of(parsed, f"Page {n} opens") for n in range(1, 6)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("footer", ["{} | PAGE", "Page {} of 4", "- {} -", "Version 1.0   {}"])
def test_page_labels_are_dropped(footer: str) -> None:
    draft = PdfDraft()
    for number in range(1, 5):
        draft.paragraph(f"Chapter {number} opens. {PROSE}")
        draft.put(LEFT, 40, footer.format(number))
        if number < 4:
            draft.new_page()
    text = read_pdf(draft.data(), "a.pdf").text
    assert text == "\n\n".join(f"Chapter {n} opens. {PROSE}" for n in range(1, 5))


def test_text_that_opens_several_pages_stays() -> None:
    draft = PdfDraft()
    for number in range(1, 9):
        if number in (2, 5, 7):
            draft.line("Skills in:")
        draft.paragraph(f"Chapter {number} opens. {PROSE}")
        draft.put(LEFT, 40, f"Page {number}")
        if number < 8:
            draft.new_page()
    assert read_pdf(draft.data(), "a.pdf").text.count("Skills in:") == 3


def test_bullets_become_list_items_with_nesting() -> None:
    draft = PdfDraft()
    draft.paragraph("The service offers the following options:")
    draft.item(
        "•",
        "Real-time inference answers within milliseconds and keeps at least one "
        "instance running at all times, which costs money.",
    )
    draft.item("•", "Serverless inference scales to zero.")
    draft.item("o", "It has cold starts.", x=LEFT + 54)
    draft.item("•", "Batch transform has no endpoint.")
    parsed = read_pdf(draft.data(), "a.pdf")
    assert block_texts(parsed) == [
        ("prose", "The service offers the following options:"),
        (
            "list",
            "- Real-time inference answers within milliseconds and keeps at least one instance "
            "running at all times, which costs money.\n"
            "- Serverless inference scales to zero.\n"
            "  - It has cold starts.\n"
            "- Batch transform has no endpoint.",
        ),
    ]
    assert_structure(parsed)


def test_numbered_steps_are_one_procedure_over_a_page_break() -> None:
    draft = PdfDraft()
    draft.paragraph("To create an endpoint, follow these steps:")
    draft.item("1.", "Create the model.")
    draft.item(
        "2.",
        "Create the endpoint configuration, and choose an instance type that has "
        "enough memory for the model and its container.",
    )
    draft.new_page()
    draft.paragraph("The console shows the configuration.", x=LEFT + 36)
    draft.item("3.", "Create the endpoint.")
    parsed = read_pdf(draft.data(), "a.pdf")
    assert block_texts(parsed)[1] == (
        "procedure",
        "1. Create the model.\n"
        "2. Create the endpoint configuration, and choose an instance type that has enough memory "
        "for the model and its container.\n"
        "  The console shows the configuration.\n"
        "3. Create the endpoint.",
    )
    assert page_of(parsed, "2. Create") == 1
    assert page_of(parsed, "  The console") == 2


def test_code_keeps_lines_and_indentation() -> None:
    draft = PdfDraft()
    draft.paragraph("Call the following function to create the client of the service:")
    for row in ("def client():", "    import boto3", "    return boto3.client('sagemaker')"):
        draft.line(row, font=CODE, size=9)
    draft.y -= 8
    draft.paragraph(PROSE)
    parsed = read_pdf(draft.data(), "a.pdf")
    assert block_texts(parsed)[1] == (
        "code",
        "def client():\n    import boto3\n    return boto3.client('sagemaker')",
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left = " ".join(f"Left sentence number {n} tells something about training." for n in range(12))
    right = " ".join(f"Right sentence number {n} tells more about inference." for n in range(12))
    draft = PdfDraft()
    draft.heading("Two Columns", size=18)
    draft.paragraph(
        "This abstract runs over the whole width of the page, above both of the columns that "
        "follow, so that its lines cross the white space between them."
    )
    top = draft.y
    draft.paragraph(left, right=290)
    draft.y = top - 5
    draft.paragraph(right, x=310)
    parsed = read_pdf(draft.data(), "a.pdf")
    assert [text for _, text in block_texts(parsed)[1:]] == [left, right]
    assert parsed.title == "Two Columns"


def test_paragraph_goes_on_in_the_next_column() -> None:
    words = [f"word{n}" for n in range(200)]
    draft = PdfDraft()
    for number in range(20):
        draft.put(LEFT, 700 - 14 * number, " ".join(words[5 * number : 5 * number + 5]))
        draft.put(310, 700 - 14 * number, " ".join(words[100 + 5 * number : 105 + 5 * number]))
    assert read_pdf(draft.data(), "a.pdf").text == " ".join(words)


def test_ruled_table_becomes_rows_with_its_header() -> None:
    draft = PdfDraft()
    draft.paragraph("The following table compares the options:")
    _table(
        draft,
        ["Option", "Payload", "Idle cost"],
        [
            ["Real-time", "6 MB", "Instances run"],
            ["Asynchronous", "1 GB, from object storage", "None"],
        ],
    )
    draft.y -= 20
    draft.paragraph(PROSE)
    parsed = read_pdf(draft.data(), "a.pdf")
    table = parsed.blocks[1]
    assert block_texts(parsed)[1] == (
        "table",
        "Option | Payload | Idle cost\n"
        "Real-time | 6 MB | Instances run\n"
        "Asynchronous | 1 GB, from object storage | None",
    )
    assert table.header is not None
    assert parsed.text[table.header.start : table.header.end] == "Option | Payload | Idle cost"
    assert_structure(parsed)


def test_table_goes_on_over_a_page_break_without_its_repeated_header() -> None:
    draft = PdfDraft()
    header = ["Option", "Payload", "Idle cost"]
    _table(draft, header, [["Real-time", "6 MB", "Instances run"]])
    draft.new_page()
    _table(draft, header, [["Asynchronous", "1 GB", "None"]])
    parsed = read_pdf(draft.data(), "a.pdf")
    assert block_texts(parsed) == [
        (
            "table",
            "Option | Payload | Idle cost\nReal-time | 6 MB | Instances run\n"
            "Asynchronous | 1 GB | None",
        )
    ]
    assert page_of(parsed, "Asynchronous") == 2


def test_table_without_lines_is_found_by_its_alignment() -> None:
    draft = PdfDraft()
    draft.paragraph(PROSE)
    for name, what in (
        ("Amazon S3", "Scalable storage in the cloud"),
        ("Amazon EBS", "Block storage for instances"),
        ("Amazon EFS", "Shared file storage"),
        ("Amazon FSx", "File systems of other makers"),
    ):
        draft.put(LEFT + 30, draft.y, name)
        draft.put(LEFT + 160, draft.y, what)
        draft.y -= 24
    draft.paragraph(OTHER_PROSE)
    assert block_texts(read_pdf(draft.data(), "a.pdf"))[1] == (
        "table",
        "Amazon S3 | Scalable storage in the cloud\nAmazon EBS | Block storage for instances\n"
        "Amazon EFS | Shared file storage\nAmazon FSx | File systems of other makers",
    )


def test_headings_come_from_the_outline() -> None:
    draft = PdfDraft(title="A Guide to Inference")
    draft.line("A Guide to Inference", size=24)
    for title, level in (("Endpoints", 0), ("Asynchronous endpoints", 1), ("Jobs", 0)):
        draft.bookmark(title, level)
        draft.heading(title, size=18 if level == 0 else 13)
        draft.paragraph(PROSE)
    parsed = read_pdf(draft.data(), "a.pdf")
    assert parsed.title == "A Guide to Inference"
    assert outline_of(parsed) == [
        (1, "A Guide to Inference"),
        (2, "Endpoints"),
        (3, "Asynchronous endpoints"),
        (2, "Jobs"),
    ]


def test_headings_come_from_type_where_there_is_no_outline() -> None:
    draft = PdfDraft()
    draft.line("Exam Guide", size=24, font=BOLD)
    draft.paragraph(PROSE)
    for section in ("Introduction", "Exam content"):
        draft.heading(section, size=18)
        draft.heading(f"About the {section.lower()}", size=11)
        draft.paragraph(PROSE)
        draft.paragraph("Task 1.1: Ingest and store data.")
        draft.paragraph(OTHER_PROSE)
    parsed = read_pdf(draft.data(), "a.pdf")
    assert outline_of(parsed) == [
        (1, "Exam Guide"),
        (2, "Introduction"),
        (3, "About the introduction"),
        (4, "Task 1.1: Ingest and store data."),
        (2, "Exam content"),
        (3, "About the exam content"),
        (4, "Task 1.1: Ingest and store data."),
    ]


def test_note_label_joins_what_it_labels() -> None:
    draft = PdfDraft()
    draft.paragraph(PROSE)
    draft.line("Note", font=BOLD)
    draft.paragraph("The limit is a soft limit.")
    parsed = read_pdf(draft.data(), "a.pdf")
    assert block_texts(parsed)[1] == ("prose", "Note: The limit is a soft limit.")
    assert parsed.headings == ()


def test_raised_note_mark_is_kept_apart_from_the_number_before_it() -> None:
    draft = PdfDraft()
    draft.put(LEFT, 700, "The exam has 50 scored questions.")
    draft.put(LEFT + stringWidth("The exam has 50 scored questions.", BODY, SIZE), 704, "1", size=7)
    assert read_pdf(draft.data(), "a.pdf").text == "The exam has 50 scored questions.¹"


def test_text_printed_twice_to_look_bold_is_kept_once() -> None:
    draft = PdfDraft()
    draft.put(LEFT, 700, "Printed twice")
    draft.put(LEFT + 0.3, 700, "Printed twice")
    assert read_pdf(draft.data(), "a.pdf").text == "Printed twice"


def test_turned_page_is_read_in_its_own_direction() -> None:
    draft = PdfDraft()
    draft.canvas.rotate(90)
    draft.canvas.translate(0, -612)
    draft.put(60, 500, "A wide page stands upright when")
    draft.put(60, 486, "its text is turned.")
    text = read_pdf(draft.data(), "a.pdf").text
    assert text == "A wide page stands upright when its text is turned."


@pytest.mark.parametrize(
    "junk", ["Microsoft Word - exam.docx", "untitled", "guide_v2.indd", "PowerPoint Presentation"]
)
def test_title_is_not_what_a_program_wrote(junk: str) -> None:
    draft = PdfDraft(title=junk)
    draft.line("Exam Guide", size=24, font=BOLD)
    draft.paragraph(PROSE)
    assert read_pdf(draft.data(), "a.pdf").title == "Exam Guide"


def test_title_falls_back_to_the_file_name() -> None:
    draft = PdfDraft()
    draft.paragraph(PROSE)
    assert read_pdf(draft.data(), "notes/exam guide.pdf").title == "exam guide"


def test_nothing_of_the_text_is_lost() -> None:
    draft = PdfDraft()
    draft.heading("Options", size=18)
    draft.paragraph(PROSE)
    draft.item("•", OTHER_PROSE)
    _table(draft, ["Name", "Limit"], [["Payload", "6 MB"], ["Timeout", "60 seconds"]])
    data = draft.data()
    plain = PdfReader(BytesIO(data)).pages[0].extract_text()
    parsed = read_pdf(data, "a.pdf").text
    assert sorted(c for c in parsed if c.isalnum()) == sorted(c for c in plain if c.isalnum())


def _table(draft: PdfDraft, header: list[str], rows: list[list[str]]) -> None:
    width = (RIGHT - LEFT) / len(header)
    top = draft.y
    for number, row in enumerate([header, *rows]):
        for column, cell in enumerate(row):
            draft.put(
                LEFT + column * width + 5, draft.y - 15, cell, BOLD if number == 0 else "Helvetica"
            )
        draft.canvas.line(LEFT, draft.y, RIGHT, draft.y)
        draft.y -= 22
    draft.canvas.line(LEFT, draft.y, RIGHT, draft.y)
    for column in range(len(header) + 1):
        draft.canvas.line(LEFT + column * width, top, LEFT + column * width, draft.y)
    draft.y -= 10
