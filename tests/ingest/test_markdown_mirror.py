"""The 2026 mirror: `######` labels, lines wrapped for width, steps that lost their nesting."""

from ingest.readers.markdown import read_markdown
from tests.ingest.layout import layout

TAIL = """
[Document Conventions](../general/docconventions.md)

Previous page

Next page

All content copied from https://docs.aws.amazon.com/.
"""


def test_labels_wrapped_lines_and_tail() -> None:
    text = f"""# Estimate capacity

Before you create a reservation, you can estimate
the capacity \\[in DPUs\\] with [CloudWatch\\
metrics](metrics.md).

###### Topics

- [Required capacity](#capacity-required)

- [Idle capacity](#capacity-idle)

###### Note

Capacity is regional.

## Required capacity

- DDL queries consume 4 DPUs.

- DML queries consume
more.
{TAIL}"""
    parsed = read_markdown(text, "capacity.md")
    assert layout(parsed) == [
        ("h1", "Estimate capacity"),
        (
            "prose",
            "Before you create a reservation, you can estimate the capacity [in DPUs] with "
            "CloudWatch metrics.",
        ),
        ("prose", "Note: Capacity is regional."),
        ("h2", "Required capacity"),
        ("list", "- DDL queries consume 4 DPUs.\n- DML queries consume more."),
    ]
    assert [h.anchor for h in parsed.headings] == [None, "capacity-required"]


def test_steps_are_joined_with_what_stands_between() -> None:
    text = """# Page

###### To check capacity

01. Do one of the following:

- Reduce DPUs.

- Add workgroups.

02. Run a query.

The page opens.

03. Enter:

- A name
"""
    assert layout(read_markdown(text, "page.md"))[1:] == [
        ("h6", "To check capacity"),
        (
            "procedure",
            "1. Do one of the following:\n  - Reduce DPUs.\n  - Add workgroups.\n"
            "2. Run a query.\n  The page opens.\n"
            "3. Enter:\n  - A name",
        ),
    ]


def test_numbers_that_start_over_are_sub_steps() -> None:
    text = "# P\n\n1. First\n\n1. Sub one\n\n2. Sub two\n\n2. Second\n\n3. Third\n"
    assert layout(read_markdown(text, "p.md"))[1:] == [
        ("procedure", "1. First\n  1. Sub one\n  2. Sub two\n2. Second\n3. Third")
    ]


def test_separate_procedures_stay_apart() -> None:
    text = "# P\n\n1. A\n\n2. B\n\nThen, on the other machine:\n\n1. C\n"
    assert [kind for kind, _ in layout(read_markdown(text, "p.md"))] == [
        "h1",
        "procedure",
        "prose",
        "procedure",
    ]


def test_contents_entry_spread_over_lines_makes_no_heading() -> None:
    text = "# P\n\n**Topics**\n\n+ [\n\n## Part one\n\n](#one)\n\n## Part one\n\nText.\n"
    assert layout(read_markdown(text, "p.md")) == [
        ("h1", "P"),
        ("h2", "Part one"),
        ("prose", "Text."),
    ]


def test_anchor_on_the_next_line_belongs_to_the_heading() -> None:
    text = '# Page\n<a name="page-top"></a>\n\nText.\n'
    parsed = read_markdown(text, "p.md")
    assert parsed.headings[0].anchor == "page-top"
    assert parsed.text == "Page\n\nText."


def test_sentence_torn_before_a_placeholder_is_mended() -> None:
    text = (
        f"# P\n\nReplace the\n\n_user input_ with your own.\n\nJSON\n\n```json\n{{}}\n```\n{TAIL}"
    )
    assert layout(read_markdown(text, "p.md"))[1:] == [
        ("prose", "Replace the user input with your own."),
        ("code", "{}"),
    ]
