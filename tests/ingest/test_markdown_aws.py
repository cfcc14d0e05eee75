"""AWS's own dialect: anchors in headings, backslash escapes, `+ ` bullets, repeated `1.`."""

from ingest.readers.markdown import read_markdown
from tests.ingest.layout import layout

PAGE = r"""# Choosing a queue<a name="choosing-queue"></a>

A queue holds up to 120,000 messages \(in flight\)\. See [FIFO queues](fifo.md)\.

**Note**
Queues are regional\.

**Topics**
+ [Kinds of queues](#kinds)
+ [Next page](next.md)

## Kinds of queues<a name="kinds"></a>

You can choose one of two kinds:
+ **Standard** – Delivers at least once\.
  + Best\-effort ordering\.
+ **FIFO** – Delivers once, in order\.
 For a comparison, see the table\.

To create a queue, do the following:

1. Open the console\.
![\[Image NOT FOUND\]](http://docs.aws.amazon.com/x.png)

1. Choose **Create queue**\.

   ```
   aws sqs create-queue \
       --queue-name orders
   ```

   1. Enter a name\.

1. Choose **Save**\.


| Limit | Standard | FIFO |
| --- | --- | --- |
|  Message size  | 256 KB | 256 KB\. **Required** |
| Batch |  | 10 |
"""


def test_page_becomes_clean_text_with_kinds() -> None:
    assert layout(read_markdown(PAGE, "queue.md")) == [
        ("h1", "Choosing a queue"),
        ("prose", "A queue holds up to 120,000 messages (in flight). See FIFO queues."),
        ("prose", "Note: Queues are regional."),
        ("h2", "Kinds of queues"),
        ("prose", "You can choose one of two kinds:"),
        (
            "list",
            "- Standard – Delivers at least once.\n"
            "  - Best-effort ordering.\n"
            "- FIFO – Delivers once, in order.\n"
            "  For a comparison, see the table.",
        ),
        ("prose", "To create a queue, do the following:"),
        (
            "procedure",
            "1. Open the console.\n"
            "2. Choose Create queue.\n"
            "\taws sqs create-queue \\\n"
            "\t    --queue-name orders\n"
            "  1. Enter a name.\n"
            "3. Choose Save.",
        ),
        (
            "table",
            "Limit | Standard | FIFO\nMessage size | 256 KB | 256 KB. Required\nBatch | - | 10",
        ),
    ]


def test_headings_keep_their_anchors_and_tables_their_header_row() -> None:
    parsed = read_markdown(PAGE, "queue.md")
    assert parsed.title == "Choosing a queue"
    assert [(h.title, h.level, h.anchor) for h in parsed.headings] == [
        ("Choosing a queue", 1, "choosing-queue"),
        ("Kinds of queues", 2, "kinds"),
    ]
    header = parsed.blocks[-1].header
    assert header is not None
    assert parsed.text[header.start : header.end] == "Limit | Standard | FIFO"


def test_parameter_names_open_their_descriptions() -> None:
    text = r"""# Shape<a name="shape"></a>

 **Name**   <a name="shape-name"></a>
The name of the shape\.
Type: String
Valid Values:` A | B`
Required: No
"""
    assert layout(read_markdown(text, "shape.md"))[1:] == [
        (
            "prose",
            "Name: The name of the shape.\nType: String\nValid Values: A | B\nRequired: No",
        )
    ]


def test_bold_line_is_a_heading_and_a_placeholder_stays() -> None:
    text = """# Page<a name="page"></a>

**To delete a bucket**

1. Enter arn:aws:s3:::<bucket-name>.
"""
    assert layout(read_markdown(text, "page.md"))[1:] == [
        ("h6", "To delete a bucket"),
        ("procedure", "1. Enter arn:aws:s3:::<bucket-name>."),
    ]


def test_loose_bold_code_links_and_notes_in_steps_are_mended() -> None:
    text = r"""# Page<a name="page"></a>

+ **Set to ground **– Use `[create\_job](https://example.com/x)`\.

1. Choose ** Delete**\.
**Note**
You cannot undo this\.
"""
    assert layout(read_markdown(text, "page.md"))[1:] == [
        ("list", "- Set to ground – Use create_job."),
        ("procedure", "1. Choose Delete.\n  Note: You cannot undo this."),
    ]


def test_text_on_the_line_that_closes_code_is_text() -> None:
    text = '# Page<a name="page"></a>\n\n```\nls\n```   To go on, read this.\n'
    assert layout(read_markdown(text, "page.md"))[1:] == [
        ("code", "ls"),
        ("prose", "To go on, read this."),
    ]


def test_deep_indentation_is_no_code() -> None:
    text = '# Page<a name="page"></a>\n\n     You cannot change the model\\.\n'
    assert layout(read_markdown(text, "page.md"))[1:] == [("prose", "You cannot change the model.")]


def test_page_of_links_keeps_them_but_a_whole_contents_does_not() -> None:
    short = '# A<a name="a"></a>\n\n**Topics**\n+ [One](one.md)\n+ [Two](two.md)\n'
    assert layout(read_markdown(short, "a.md"))[-1] == ("list", "- One\n- Two")
    links = "".join(f"+ [Page {n}](p{n}.md)\n" for n in range(41))
    assert read_markdown(f'# A<a name="a"></a>\n\n**Topics**\n{links}', "a.md").blocks == ()


def test_steps_go_on_after_code_and_notes_at_the_margin() -> None:
    text = """# P<a name="p"></a>

1. Paste the script.

```
x = 1
```

**Note**
Keep it short.

1. Run it.

#### [ AWS CLI ]

```
run
```

1. Look.

Then do something else.

1. Stop.
"""
    assert layout(read_markdown(text, "p.md"))[1:] == [
        (
            "procedure",
            "1. Paste the script.\n\tx = 1\n  Note: Keep it short.\n2. Run it.\n  AWS CLI:\n\trun\n"
            "3. Look.",
        ),
        ("prose", "Then do something else."),
        ("procedure", "1. Stop."),
    ]
