"""HTML: the main content only, in the same plain-text form as Markdown."""

import pytest

from index.errors import SourceError
from ingest.readers.html import read_html
from tests.ingest.layout import layout

AWS = """<!DOCTYPE html><html><head><title>Queues - Amazon SQS</title>
<link rel="canonical" href="https://docs.aws.amazon.com/sqs/latest/queues.html">
<style>p {color: red}</style><script>alert("x")</script></head><body>
<nav><a href="/">Home</a></nav><header>Menu</header>
<div id="main-col-body"><h1 class="topictitle" id="queues">Queues</h1>
<p>A queue holds <b>messages</b>. See <a href="fifo.html">FIFO
   queues</a>.</p>
<div class="awsdocs-note"><div class="awsdocs-note-title"><h6>Note</h6></div><p>Regional.</p></div>
<h6>Topics</h6><ul><li><a href="#kinds">Kinds</a></li></ul>
<h2 id="kinds">Kinds</h2>
<ul><li><p>Standard</p><ul><li>Best effort</li></ul></li><li>FIFO</li></ul>
<ol><li><p>Open it.</p><pre><code>aws sqs
  list</code></pre></li><li>Choose <span>ml</span>.m5.</li></ol>
<div
class="table-container"><table><caption>Limits</caption><thead><tr><th>Name</th><th>Limit</th></tr></thead>
<tbody><tr><td rowspan="2">Queue</td><td><p>5
<code>MB</code>.</p><p>Fixed.</p></td></tr><tr><td>7</td></tr></tbody> </table></div>
<dl><dt>Visibility</dt><dd>Time a message is hidden.</dd></dl> <img src="x.png"
alt="Image"><script>more()</script> <div class="awsdocs-thumb-feedback">Was this
helpful?</div></div> <footer>Privacy</footer></body></html>"""


def test_aws_page_keeps_its_main_column_only() -> None:
    parsed = read_html(AWS, "queues.html")
    assert layout(parsed) == [
        ("h1", "Queues"),
        ("prose", "A queue holds messages. See FIFO queues."),
        ("prose", "Note: Regional."),
        ("h2", "Kinds"),
        ("list", "- Standard\n  - Best effort\n- FIFO"),
        ("procedure", "1. Open it.\n\taws sqs\n\t  list\n2. Choose ml.m5."),
        ("prose", "Limits"),
        ("table", "Name | Limit\nQueue | 5 MB. Fixed.\nQueue | 7"),
        ("prose", "Visibility: Time a message is hidden."),
    ]
    assert parsed.title == "Queues"
    assert parsed.url == "https://docs.aws.amazon.com/sqs/latest/queues.html"
    assert parsed.headings[1].anchor == "kinds"


def test_page_without_marked_content_keeps_structure_and_loses_the_frame() -> None:
    text = "".join(
        f"<p>Batch transform number {n} scores a whole dataset and leaves no endpoint.</p>"
        for n in range(20)
    )
    page = (
        "<html><body><div><ul><li><a href='/'>Home</a></li><li><a href='/b'>Blog</a></li></ul>"
        f"</div><div><h1>Batch</h1>{text}<h2 id='part'>Part</h2>"
        "<ol><li>Open <code>ml.m5</code> now.</li><li>Choose it.</li></ol>"
        f"<table><tr><th>A</th></tr><tr><td>1</td></tr></table>{text}</div>"
        "<div>More posts</div><script>x()</script><footer>Imprint</footer></body></html>"
    )
    parsed = read_html(page, "batch.html")
    assert parsed.text.count("leaves no endpoint") == 40
    assert [(h.title, h.anchor) for h in parsed.headings] == [("Batch", None), ("Part", "part")]
    assert ("procedure", "1. Open ml.m5 now.\n2. Choose it.") in layout(parsed)
    assert ("table", "A\n1") in layout(parsed)
    for left_out in ("x()", "Blog", "Imprint", "More posts"):
        assert left_out not in parsed.text


def test_markup_in_text_stays_text() -> None:
    parsed = read_html(
        "<main><p>Write &lt;script&gt;alert(1)&lt;/script&gt; here.</p></main>", "x.html"
    )
    assert parsed.text == "Write <script>alert(1)</script> here."


def test_fragment_without_frame_is_read() -> None:
    assert layout(read_html("<h2>Part</h2><p>Text.</p>", "x.html")) == [
        ("h2", "Part"),
        ("prose", "Text."),
    ]


def test_deep_nesting_is_flattened() -> None:
    deep = "<div>" * 240 + "<p>Deep text.</p>" + "</div>" * 240
    assert "Deep text." in read_html(f"<body>{deep}</body>", "x.html").text


def test_empty_frame_is_an_error_or_empty() -> None:
    with pytest.raises(SourceError, match=r"x\.html: holds no HTML"):
        read_html(" ", "x.html")
    assert read_html("<html><body><script>x</script></body></html>", "x.html").text == ""
