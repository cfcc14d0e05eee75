"""A copied page's address is found from where it lies."""

import pytest

from ingest.guide_addresses import page_address

SITE = "https://docs.aws.amazon.com"


@pytest.mark.parametrize(
    ("collection", "path", "address"),
    [
        (
            "aws-docs",
            "amazon-sqs-developer-guide/fifo.md",
            f"{SITE}/AWSSimpleQueueService/latest/SQSDeveloperGuide/fifo.html",
        ),
        ("iam-user-guide", "doc_source/roles.md", f"{SITE}/IAM/latest/UserGuide/roles.html"),
        ("mirror", "s3/latest/userguide/Welcome.md", f"{SITE}/s3/latest/userguide/Welcome.html"),
        ("corpus", "domain3/3.1-endpoint-types.md", None),
        ("docs", "latest/notes.md", None),
    ],
)
def test_address_comes_from_the_place(collection: str, path: str, address: str | None) -> None:
    assert page_address(collection, path) == address
