from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.verify.verifier import Verifier, VerifierConfig
from index.aliases import Alias, AliasTable
from index.records import Span
from tests.app.answer.passages import make_passage

ALIASES = AliasTable(
    (
        Alias("Amazon SQS", ("Simple Queue Service", "SQS")),
        Alias("Amazon SNS", ("SNS",)),
        Alias("Amazon Kinesis Data Streams", ("Kinesis Data Streams",)),
        Alias("AWS Lambda", ("Lambda",)),
    )
)
QUEUE = make_passage(
    [
        "Choose Amazon SQS when each message is one task that waits until a worker is free.",
        "Choose Kinesis Data Streams when many consumers read the same ordered records.",
        "A message is kept for 4 days by default and for 14 days at most.",
        "A standard queue does not guarantee the order of messages.",
        "FIFO queues scale to 300 calls per second only with batching.",
    ],
    heading_path=("Amazon SQS", "When to choose it"),
)
LIMITS = make_passage(
    [
        "Real-time inference | 25 MB | 60 seconds | Yes",
        "Serverless inference | 4 MB | 60 seconds | No",
        "Asynchronous inference | 1 GB | 1 hour | Yes",
    ],
    kind="table",
    chunk_id="c2",
)
HEADER = "Inference option | Maximum payload | Maximum processing time | GPU support"
TABLE = make_passage([HEADER, *(LIMITS.sentence(n) for n in range(3))], kind="table", chunk_id="c2")


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(ALIASES, VerifierConfig(trust_verbatim=False))


@pytest.mark.parametrize(
    "sentence",
    [
        "Use SQS if every message is a single task waiting for a free worker.",
        "For many consumers of the same ordered records, pick Kinesis Data Streams.",
        "Messages stay for four days by default, at most for 14 days.",
        "Standard queues do not guarantee message order [1].",
        "**Standard** queues don't guarantee the order of messages.",
    ],
)
def test_a_faithful_retelling_is_supported(verifier: Verifier, sentence: str) -> None:
    check = verifier.check(sentence, (QUEUE,))
    assert (check.verdict, check.reasons) == ("supported", ())


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("A message is kept for 5 days by default.", 'the number "5 days" is not in'),
        ("A message is kept for 14 hours at most.", 'the number "14 hours" is not in'),
        (
            "A message is kept for 14 days by default and for 4 days at most.",
            "belongs to something",
        ),
        (
            "Choose Amazon SNS when each message is one task that waits for a worker.",
            '"Amazon SNS"',
        ),
        (
            "Choose Amazon SQS when many consumers read the same ordered records.",
            '"Amazon SQS" where',
        ),
        ("A standard queue guarantees the order of messages.", 'says "not" of this'),
        ("Many consumers cannot read the same ordered records.", '"not" is not said'),
    ],
)
def test_a_changed_fact_is_not_supported(verifier: Verifier, sentence: str, reason: str) -> None:
    check = verifier.check(sentence, (QUEUE,))
    assert check.verdict == "not supported"
    assert any(reason in one for one in check.reasons), check.reasons


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Serverless inference takes payloads of up to 4 MB.", "supported"),
        ("Serverless inference takes payloads of up to 25 MB.", "not supported"),
        ("Serverless inference has no GPU support.", "supported"),
        ("Real-time inference has no GPU support.", "not supported"),
        ("Asynchronous inference has a maximum processing time of 60 minutes.", "supported"),
        (
            "Serverless inference takes payloads of 4 MB, while real-time inference takes 25 MB.",
            "supported",
        ),
        (
            "Serverless inference takes payloads of 25 MB, while real-time inference takes 4 MB.",
            "not supported",
        ),
    ],
)
def test_numbers_of_two_rows_are_not_mixed_up(
    verifier: Verifier, sentence: str, verdict: str
) -> None:
    assert verifier.check(sentence, (TABLE,)).verdict == verdict


def test_a_dropped_condition_makes_it_partly(verifier: Verifier) -> None:
    check = verifier.check("FIFO queues scale to 300 calls per second.", (QUEUE,))
    assert check.verdict == "partly"
    assert check.reasons == ('the cited passage adds a condition: "only with batching."',)


def test_one_true_and_one_foreign_clause_make_it_partly(verifier: Verifier) -> None:
    sentence = (
        "A standard queue does not guarantee the order of messages; bananas ripen in cellars."
    )
    assert verifier.check(sentence, (QUEUE,)).verdict == "partly"


def test_a_sentence_without_facts_is_generic(verifier: Verifier) -> None:
    check = verifier.check("In short:", (QUEUE,))
    assert (check.verdict, check.generic, check.spans) == ("supported", True, ())


def test_a_sentence_that_cites_nothing_is_not_supported(verifier: Verifier) -> None:
    assert verifier.check("A queue keeps messages.", ()).reasons == ("it cites no passage",)


def test_the_span_is_that_of_the_sentence_that_supports(verifier: Verifier) -> None:
    check = verifier.check("Standard queues do not guarantee message order.", (TABLE, QUEUE))
    assert check.spans == ((1, QUEUE.sentences[3]),)


def test_verbatim_sentences_need_no_check() -> None:
    check = Verifier(ALIASES).check(QUEUE.sentence(2), (QUEUE,))
    assert (check.verdict, check.support, check.spans) == (
        "supported",
        1.0,
        ((0, QUEUE.sentences[2]),),
    )


def test_a_wrong_citation_is_repaired_by_another_passage(verifier: Verifier) -> None:
    repair = verifier.repair("Serverless inference: payload 4 MB.", (QUEUE, TABLE))
    assert repair is not None
    assert (repair.position, repair.check.spans[0][0]) == (1, 0)


def test_a_passage_that_nobody_cited_must_say_nearly_every_word(verifier: Verifier) -> None:
    loose = "Serverless inference swallows up to 4 MB as payload."
    assert verifier.check(loose, (TABLE,)).verdict == "supported"
    assert verifier.repair(loose, (QUEUE, TABLE)) is None


def test_what_no_passage_supports_is_not_repaired(verifier: Verifier) -> None:
    assert verifier.repair("Lambda runs for 15 minutes.", (QUEUE, TABLE)) is None


@given(sentence=st.text(max_size=80), text=st.text(max_size=80))
def test_any_text_gets_a_check_within_bounds(sentence: str, text: str) -> None:
    passage = make_passage([text or "x"])
    check = Verifier(ALIASES).check(sentence, (passage,))
    assert 0.0 <= check.support <= 1.0
    assert all(n == 0 and 0 <= s.start <= s.end <= len(passage.text) for n, s in check.spans)
    assert check == Verifier(ALIASES).check(sentence, (passage,))


def test_spans_are_spans(verifier: Verifier) -> None:
    assert isinstance(verifier.check("Bananas ripen.", (QUEUE,)).spans[0][1], Span)


COMPARED = make_passage(
    [
        "Property | AWS CloudFormation | AWS CDK",
        "Language | JSON or YAML templates | TypeScript, JavaScript, Python or Java",
        "Style | Declarative | Imperative code that becomes a template",
    ],
    kind="table",
    chunk_id="c3",
)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("The language of AWS CloudFormation is JSON or YAML templates.", "supported"),
        ("The language of the AWS CDK is TypeScript, JavaScript, Python or Java.", "supported"),
        ("The language of AWS CloudFormation is Python or Java.", "not supported"),
        (
            "AWS CloudFormation JSON or YAML templates suit the TypeScript language.",
            "not supported",
        ),
        (
            "The language of AWS CloudFormation is JSON or YAML templates, that of the AWS CDK is "
            "TypeScript, JavaScript, Python or Java.",
            "supported",
        ),
    ],
)
def test_a_column_does_not_speak_for_another(
    verifier: Verifier, sentence: str, verdict: str
) -> None:
    assert verifier.check(sentence, (COMPARED,)).verdict == verdict


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("The metric counts at least 300 calls.", "not supported"),
        ("The metric counts 300 calls.", "supported"),
        ("CodeDeploy performs the canary release of an endpoint.", "not supported"),
        ("It is wrong that CodeDeploy performs a canary release of an endpoint.", "supported"),
        ("The service bills instances by the hour.", "not supported"),
    ],
)
def test_what_a_passage_does_not_say_so(verifier: Verifier, sentence: str, verdict: str) -> None:
    """No lower limit, a statement that is called wrong, words of two sentences mixed."""
    passage = make_passage(
        [
            "The metric counts 300 calls of the endpoint.",
            "An answer that lets CodeDeploy perform a canary release of an endpoint is wrong.",
            "Choose the service when nobody should manage instances.",
            "The service bills by tokens, while reserved units cost a price per hour.",
        ]
    )
    assert verifier.check(sentence, (passage,)).verdict == verdict


def test_one_place_must_hold_two_thirds_of_a_sentence(verifier: Verifier) -> None:
    """The passage holds four of five words, none of its sentences says so."""
    passage = make_passage(
        [
            "A cooldown period is the time that a scaling policy waits before it acts again.",
            "Capacity that falls during short pauses in traffic comes back slowly.",
            "Scheduled actions ignore cooldown periods.",
        ]
    )
    check = verifier.check("Scheduled actions wait for the cooldown to end.", (passage,))
    assert check.verdict == "not supported"
    assert check.support == 0.8


FAMILIES = make_passage(
    [
        "Family | Learns | Data it needs | Needs scaling",
        "Random forest (bagged trees) | Many rules at once | Moderate | No",
        "Gradient boosted trees | Nonlinear effects, strong on tables | Moderate | No",
        "Short-lived branches | feature and hotfix | Small | Seldom",
        "Long-lived branches | develop and main | Large | Seldom",
    ],
    kind="table",
    heading_path=("Comparing families",),
)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "A random forest (bagged trees) learns nonlinear effects, strong on tables.",
            "in the row of something else",
        ),
        ("Long-lived branches are feature and hotfix.", "in the row of something else"),
        ("In a family, long-lived branches needs scaling.", "the cited row does not say"),
    ],
)
def test_a_row_speaks_for_itself_and_in_its_cells(
    verifier: Verifier, sentence: str, reason: str
) -> None:
    check = verifier.check(sentence, (FAMILIES,))
    assert check.verdict != "supported"
    assert any(reason in one for one in check.reasons), check.reasons


def test_a_row_supports_what_its_own_cells_say(verifier: Verifier) -> None:
    for sentence in (
        "Gradient boosted trees learn nonlinear effects, strong on tables.",
        "Long-lived branches are develop and main.",
    ):
        assert verifier.check(sentence, (FAMILIES,)).reasons == ()


WEIGHTS = make_passage(
    [
        "The weight of a rare class is the count of negatives divided by the count of positives.",
        "Endpoints of the platform can use a GPU, except serverless ones.",
        "The secret store keeps database passwords and rotates them by itself.",
    ],
    heading_path=("Rare classes",),
)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "The weight of a rare class is the count of positives divided by that of negatives.",
            'the two sides of "divided" are exchanged',
        ),
        ("Serverless endpoints of the platform can use a GPU.", "the cited passage excepts this"),
        (
            "In a container image, the secret store keeps database passwords and rotates them.",
            "of what the sentence opens with",
        ),
    ],
)
def test_exchanged_excepted_and_foreign_surroundings_are_found(
    verifier: Verifier, sentence: str, reason: str
) -> None:
    check = verifier.check(sentence, (WEIGHTS,))
    assert check.verdict != "supported"
    assert any(reason in one for one in check.reasons), check.reasons


@pytest.mark.parametrize(
    "sentence",
    [
        "Endpoints of the platform can use a GPU, except serverless ones.",
        "Serverless endpoints of the platform cannot use a GPU.",
        "For a rare class, the weight is the count of negatives divided by the count of positives.",
    ],
)
def test_what_the_passage_says_in_another_order_is_supported(
    verifier: Verifier, sentence: str
) -> None:
    assert verifier.check(sentence, (WEIGHTS,)).reasons == ()
