"""Whatever a file holds, it becomes a sound document or one clear line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.records import Document, Source
from ingest.readers import read_bytes
from ingest.sentences import find_sentences
from ingest.span_check import faults

_PIECES = """
<html> </html> <body> <main> </main> <div> </div> <p> </p> <ul> <li> </li> </ul> <ol> <table> <tr>
<td> </td> <th> </th> </table> <pre> </pre> <h1> </h2> <br> <b> </b> <dl> <dt> <dd> <a> </a> &lt;
&nbsp; <script> </script> <!-- --> <![CDATA[ ]]> <bucket> # ## ###### ** * _ ` ``` ~~~ - + 1. 2.
| |---| > [x](y) ![z](w) \\ --- === Note Topics word Word. end! e.g. 3.5 。 <a_name="q"></a>
"""
PIECES = st.sampled_from(
    [*_PIECES.split(), "\n", "\n\n", "  \n", "    ", "\t", "\r\n", " ", "\x0c"]
)
SOUP = st.lists(PIECES, max_size=60).map("".join)
BYTES = st.one_of(
    st.binary(max_size=400),
    SOUP.map(str.encode),
    SOUP.map(lambda text: text.encode("utf-16")),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore")),
)


@settings(max_examples=250, deadline=None)
@given(data=BYTES, name=st.sampled_from(["a.md", "a.html", "a.txt", "a"]))
def test_any_bytes_give_a_sound_document_or_one_line(data: bytes, name: str) -> None:
    refused = None
    try:
        kind, parsed = read_bytes(data, name)
    except SourceError as error:
        refused = error
    if refused is not None:
        assert str(refused).startswith(f"{name}: ")
        assert "\n" not in str(refused)
        assert refused.remedy
        return
    document = Document(
        text=parsed.text,
        source=Source(name, "0", kind, parsed.title),
        headings=parsed.headings,
        blocks=parsed.blocks,
        sentences=find_sentences(parsed.text, parsed.blocks),
    )
    assert list(faults(document)) == []
