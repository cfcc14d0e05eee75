from dataclasses import asdict

import pytest

from eval.systems import PLAIN, VARIANTS, system
from index.errors import UsageError
from index.retrieval_config import RetrievalConfig


def test_product_is_extractive_and_fused() -> None:
    assert system("extractive") == system("fused")
    assert system("fused").config == RetrievalConfig()


def test_plain_pipeline_has_no_configuration_of_ours() -> None:
    assert system(PLAIN).is_plain
    assert not system("dense").is_plain


@pytest.mark.parametrize("name", [name for name in VARIANTS if name != "fused"])
def test_every_variant_is_another_configuration(name: str) -> None:
    config = system(name).config
    assert config is not None
    changed = {k: v for k, v in asdict(config).items() if v != asdict(RetrievalConfig())[k]}
    assert changed == VARIANTS[name][1]


def test_fields_can_be_set_by_name() -> None:
    config = system("dense_weight=0.7, depth=50, aliases=false").config
    assert config == RetrievalConfig(dense_weight=0.7, depth=50, aliases=False)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nothing", "Unknown system 'nothing'"),
        ("", "Unknown system ''"),
        ("weight=1", "Unknown field 'weight'"),
        ("depth=many", "depth cannot be 'many'"),
        ("depth=0", "depth must be at least 1"),
        ("aliases=perhaps", "aliases cannot be 'perhaps'"),
        ("dense=false,lexical=false", "dense or the lexical part"),
    ],
)
def test_what_does_not_exist_is_refused(name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        system(name)
