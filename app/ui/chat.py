"""The conversation on the Ask page: replay what is stored, answer what is asked, store it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from app.answer import archive
from app.answer.extractive import ExtractiveAnswerer
from app.answering import WithoutModel, generative_answerer
from app.ui import services
from app.ui.archived import is_practice, plain_text, read_answer
from app.ui.current_conversation import remember
from app.ui.exam_profile import ExamProfile
from app.ui.go_on import ways_on
from app.ui.index_problem import problem_notice
from app.ui.model_choice import chosen_name, opened_model
from app.ui.next_question import ask_next
from app.ui.practice_talk import draw_reply, reply_to
from app.ui.render.verification import is_written
from app.ui.render.words import count
from app.ui.scroll import show_latest_question
from app.ui.turn import draw_answer, draw_question
from app.ui.writing import show_writing
from index.errors import GroundworkError

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from app.answer.records import Answer
    from app.retrieval import IndexPassageSource
    from app.store.conversations import Conversation, ConversationStore, Message
    from app.ui.navigation import Pages
    from app.ui.shared_embedder import SharedEmbedder

STOPPED = "Stopped. Shown is what was verified until then."
SHOWN_TURNS = 12
"""Questions drawn at first; the earlier ones of a long conversation come on demand."""
QUOTE = ":material/format_quote:"


@dataclass(slots=True)
class Chat:
    """One conversation as it is drawn."""

    store: ConversationStore
    pages: Pages
    conversation: Conversation | None
    messages: list[Message]
    answers: list[Answer | None]

    @classmethod
    def open(cls, store: ConversationStore, pages: Pages, conversation_id: str | None) -> Chat:
        """Read a conversation; one that no longer exists is like a new one."""
        conversation = store.conversation(conversation_id) if conversation_id else None
        messages = store.messages(conversation.id) if conversation else []
        return cls(store, pages, conversation, messages, [read_answer(m) for m in messages])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.messages

    @property
    def unanswered(self) -> str | None:
        """The last question when it has no answer: it was stopped, or failed."""
        if self.messages and self.messages[-1].role == "user":
            return self.messages[-1].text
        return None

    def replay(self, asking: str = "") -> None:
        """Draw what is stored; of a long conversation the last turns, the others on demand.

        A question that was stopped is left to `ask` when it is the one that is asked now.
        """
        turns = self._turns()
        if asking and asking == self.unanswered:
            turns.pop()
        hidden = max(0, len(turns) - SHOWN_TURNS)
        if hidden and not st.button(
            f"Show {count(hidden, 'earlier question')}", key="show_earlier", type="tertiary"
        ):
            turns = turns[hidden:]
        for asked, answers in turns:
            with _turn(asked):
                draw_question(asked.text)
                if asked is turns[-1][0]:
                    show_latest_question(asked.id)
                for message, answer in answers:
                    is_last = message is self.messages[-1]
                    with st.chat_message("assistant", avatar=QUOTE):
                        self._draw(message, answer, latest=is_last and not asking)
                        if answer and is_written(answer) and is_last and not asking:
                            ways_on(message, answer)
                if not answers:
                    _offer_again(asked.text)

    def _draw(self, message: Message, answer: Answer | None, *, latest: bool) -> None:
        if is_practice(message):
            draw_reply(message, services.serving_source(), latest=message is self.messages[-1])
        else:
            draw_answer(self.store, message, answer, self.pages, latest=latest)

    def _turns(self) -> list[tuple[Message, list[tuple[Message, Answer | None]]]]:
        """Return each question with its answers; a stopped one has none."""
        turns: list[tuple[Message, list[tuple[Message, Answer | None]]]] = []
        for message, answer in zip(self.messages, self.answers, strict=True):
            if message.role == "user" or not turns:
                turns.append((message, []))
            else:
                turns[-1][1].append((message, answer))
        return turns

    def ask(self, question: str, source: IndexPassageSource, embedder: SharedEmbedder) -> None:
        """Store a question, answer it, store the answer, and show it sentence by sentence."""
        begins = self.conversation is None
        conversation = self.conversation or self.store.start(question)
        remember(conversation.id)
        again = question == self.unanswered
        asked = self.messages[-1] if again else self.store.add(conversation.id, "user", question)
        with _turn(asked):
            draw_question(question)
            show_latest_question(asked.id)
            with st.chat_message("assistant", avatar=QUOTE):
                try:
                    reply = reply_to(question, self.messages, source)
                    if reply is not None:
                        self.store.add(conversation.id, "assistant", reply.text, reply.archive)
                        st.rerun()
                    answer = self._answer(question, conversation, source, embedder)
                except GroundworkError as error:
                    problem_notice(error)
                    return
                message = self._keep(conversation, answer)
                draw_answer(self.store, message, answer, self.pages, display=not is_written(answer))
                if is_written(answer):
                    ways_on(message, answer)
        if begins:
            st.rerun()

    def _keep(self, conversation: Conversation, answer: Answer) -> Message:
        return self.store.add(
            conversation.id, "assistant", plain_text(answer), archive.dump(answer)
        )

    def _answer(
        self,
        question: str,
        conversation: Conversation,
        source: IndexPassageSource,
        embedder: SharedEmbedder,
    ) -> Answer:
        if not embedder.is_loaded:
            with st.spinner("Loading the embedding model, once per start …"):
                embedder.load()
        earlier = [answer.understood_as for answer in self.answers if answer]
        try:
            with st.spinner("Opening the chat model, once per start …"):
                model = opened_model()
                verifier = services.verifier(source) if model else None
        except GroundworkError as error:
            return WithoutModel(source, chosen_name(), error).answer(question, earlier)
        if model is None:
            return ExtractiveAnswerer(source).answer(question, earlier)

        def keep_stopped(answer: Answer) -> None:
            if answer.sentences:
                self._keep(conversation, replace(answer, notice=STOPPED))

        exam = ExamProfile.read(services.settings()).code
        answerer = generative_answerer(model, source, exam, verifier)
        return show_writing(answerer.stream(question, earlier), keep_stopped)


def _offer_again(question: str) -> None:
    with st.chat_message("assistant", avatar=QUOTE):
        st.html(
            '<p class="gw-quiet">No answer was kept: it was stopped, or another tab is still '
            "writing it.</p>"
        )
        st.button("Ask again", key="ask_again", on_click=ask_next, args=(question,))


def _turn(asked: Message) -> DeltaGenerator:
    """Return the container of one question with its answer."""
    return st.container(key=f"turn_{asked.id}")
