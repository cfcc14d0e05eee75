"""Which files are found, under which names, and what the source list says of them."""

from pathlib import Path

import pytest

from index.errors import SourceError, UsageError
from ingest.sources import SourceEntry, discover


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_folder_is_a_collection_of_readable_files(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    for name in (
        *("b/note.md", "a.HTML", "guide.pdf", "README.md", "LICENSE", ".hidden.md", ".git/x.md"),
        *("aliases.toml", "picture.png", "questions/d1.md", "deep/er/notice-period.txt"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text")
    (root / "really-a-pdf.bin").write_bytes(b"%PDF-1.7")
    found = discover([root])
    assert [file.key for file in found.files] == [
        ("corpus", "a.HTML"),
        ("corpus", "b/note.md"),
        ("corpus", "deep/er/notice-period.txt"),
        ("corpus", "guide.pdf"),
        ("corpus", "really-a-pdf.bin"),
    ]
    assert [path.name for path in found.skipped] == ["picture.png"]


def test_folder_inside_another_is_a_collection_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, corpus__a_dot_md="a", corpus__fetched__b_dot_md="b")
    found = discover([tmp_path / "corpus", tmp_path / "corpus/fetched"])
    assert [file.key for file in found.files] == [("corpus", "a.md"), ("fetched", "b.md")]


def test_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path, x__docs__a_dot_md="a", y__docs__a_dot_md="b")
    found = discover([tmp_path / "x/docs", tmp_path / "y/docs"])
    assert [file.key for file in found.files] == [("x/docs", "a.md"), ("y/docs", "a.md")]


def test_single_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, docs__README_dot_md="a")
    assert [f.key for f in discover([tmp_path / "docs/README.md"]).files] == [("docs", "README.md")]


def test_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        discover([tmp_path / "nowhere"])


def test_list_narrows_one_file_to_parts_and_describes_them(tmp_path: Path) -> None:
    (tmp_path / "guides.pdf").write_bytes(b"%PDF-1.7")
    write(
        tmp_path,
        drafts__x_dot_md="x",
        sources_dot_toml="""
exclude = ["drafts/*"]
[[source]]
path = "guides.pdf"
title = "MLA-C01"
licence = "CC BY-SA 4.0"
retrieved = 2026-11-20
pages = "12-34"
[[source]]
path = "guides.pdf"
heading = "Data Engineer"
""",
    )
    found = discover([tmp_path])
    assert [(f.path, f.entry) for f in found.files] == [
        ("guides.pdf#Data Engineer", SourceEntry(heading="Data Engineer")),
        (
            "guides.pdf#pages 12-34",
            SourceEntry(
                title="MLA-C01", licence="CC BY-SA 4.0", retrieved="2026-11-20", pages=(12, 34)
            ),
        ),
    ]
    assert len({f.sha256() for f in found.files}) == 2
    assert found.failures == []


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ('path = "gone.md"', "names 'gone.md', which is no file"),
        ('path = "a.md"\npages = "9-3"', "pages = '9-3' is no page range"),
        ('path = "a.md"\nauthor = "x"', "unknown field 'author'"),
        ('path = "a.md"\npages = 3', "pages must be text, not 3"),
        ('path = "a.md"\npages = "1"\nheading = "x"', "has both pages and heading"),
        ('path = "a.md"\ndomain = "3"', "domain = '3' is no number"),
        ('path = "a.md"\nbullets = "1.1.k1"', "bullets = '1.1.k1' is no list"),
        ("path = ", "is no valid TOML"),
    ],
)
def test_wrong_entry_is_reported_and_the_files_still_found(
    tmp_path: Path, entry: str, what: str
) -> None:
    write(tmp_path, a_dot_md="a", sources_dot_toml=f"[[source]]\n{entry}\n")
    found = discover([tmp_path])
    assert [file.path for file in found.files] == ["a.md"]
    assert len(found.failures) == 1
    assert what in str(found.failures[0])
    assert "\n" not in str(found.failures[0])


def test_sidecar_describes_one_file_and_changes_its_hash(tmp_path: Path) -> None:
    write(tmp_path, a_dot_md="a")
    before = discover([tmp_path]).files[0].sha256()
    facts = 'url = "https://a.b"\nsha256 = "0"\ndomain = 3\ntask = "3.1"\nbullets = ["3.1.k1"]\n'
    write(tmp_path, a_dot_md_dot_source_dot_toml=facts)
    [file] = discover([tmp_path]).files
    assert file.entry == SourceEntry(
        url="https://a.b", sha256="0", domain=3, task="3.1", bullets=("3.1.k1",)
    )
    assert file.sha256() != before


def test_file_that_vanished_is_a_source_error(tmp_path: Path) -> None:
    write(tmp_path, a_dot_md="a")
    [file] = discover([tmp_path]).files
    file.file.unlink()
    with pytest.raises(SourceError, match=r"a.md: cannot be read \(No such file"):
        file.read()
