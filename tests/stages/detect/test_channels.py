"""Channels: how a source spoke, with handle and address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import PostLink, Span
from reportedly.stages.detect.channels import channels


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the ministry noted on Twitter.", ["Twitter"]),
        ("The mayor tweeted on Monday.", ["Twitter"]),
        ("he wrote on X, adding that", ["Twitter"]),
        ("Group X attacked; an X on the map", []),
        ("she said on the messaging app Telegram", ["Telegram"]),
        ("according to a post on his Facebook page", ["Facebook"]),
        ("told a press conference in Velm", ["press conference"]),
        ("“We held,” he told reporters.", ["press conference"]),
        ("the army said in a statement", ["statement"]),
        ("he said in his nightly video address", ["broadcast"]),
        ("she told state television", ["broadcast"]),
        ("the mayor told Reuters by phone", ["interview"]),
        ("in an interview with a local paper", ["interview"]),
        ("residents who spoke to the paper by phone", ["interview"]),
        ("a farmer told the monitors", ["interview"]),
        ("the mayor said in an online post", ["online"]),
        ("he told state radio", ["broadcast"]),
        ("pictures on social media", ["social media"]),
        ("The town has a station on the railway.", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    """Each channel under the contract's name, and none where the words mean something else."""
    assert [channel.name for _, channel in channels(text, "text")] == names


def test_addresses_give_channel_handle_and_url() -> None:
    """A post's address says the channel and the account."""
    text = "See https://twitter.com/VelmMoD/status/123, and t.me/orle_ova/5."
    found = [channel for _, channel in channels(text, "text")]
    assert [(c.name, c.handle, c.url) for c in found] == [
        ("Twitter", "@VelmMoD", "https://twitter.com/VelmMoD/status/123"),
        ("Telegram", "@orle_ova", "t.me/orle_ova/5"),
    ]


def test_an_embedded_post_is_known_by_its_foot() -> None:
    """The foot of an embedded post gives channel and handle."""
    found = channels("The roof is gone. — Ana Sum (@anasum) July 3, 2022", "text")
    assert [(c.name, c.handle) for _, c in found] == [("Twitter", "@anasum")]


def test_a_handle_beside_its_channel_and_one_alone() -> None:
    """A handle goes with the channel named beside it; alone it is social media."""
    beside = channels("The ministry (@velmmod) wrote on Twitter.", "text")
    alone = channels("Footage by @orle_watch.", "text")
    assert [(c.name, c.handle) for _, c in beside] == [("Twitter", "@velmmod")]
    assert [(c.name, c.handle) for _, c in alone] == [("social media", "@orle_watch")]


def test_a_mail_address_is_no_handle() -> None:
    """An e-mail address names no account."""
    assert channels("Write to desk@orle.example today.", "text") == []


@given(st.text(alphabet="on X Twiter@.t/me:,\n told", max_size=120))
def test_spans_lie_in_the_text(text: str) -> None:
    """Spans are in order and inside the text."""
    spans = [span for span, _ in channels(text, "text")]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on X that two people were hurt.",
        "In a post on X, the governor said shells fell.",
        "The army announced it on the social network X.",
        "The claim came via X late on Monday.",
        "In an X post, the mayor named the dead.",
        "The brigade published the photo on its X account.",
        "He wrote on X (formerly Twitter) that the bridge was hit.",
        "On X, formerly known as Twitter, the ministry denied it.",
        "The army's account on X Wednesday said so.",
        "Twitter, now X, carried it.",
    ],
)
def test_x_is_twitter(text: str) -> None:
    """X goes by the contract's name, once, whatever verb it stands with."""
    assert [channel.name for _, channel in channels(text, "text")] == ["Twitter"]


@pytest.mark.parametrize(
    "text",
    [
        "Doctors relied on X-rays to find the fragments.",
        "The patient was put on X rays again.",
        "The gene lies on X chromosomes.",
        "He was seen on X Street.",
        "Company X said on May 3 that it closes.",
        "The Telegraph Office was hit.",
    ],
)
def test_other_things_called_x_are_no_channel(text: str) -> None:
    """Rays, genes, streets and firms named X are not the network."""
    assert channels(text, "text") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in a message on the Telegram messaging app", "Telegram"),
        ("in a Whatsapp voice note", "WhatsApp"),
        ("the mayor wrote on VK that it was over", "VKontakte"),
        ("in a VKontakte post he said so", "VKontakte"),
        ("on his Truth Social account", "Truth Social"),
        ("in a TikTok clip a soldier said", "TikTok"),
        ("in a YouTube broadcast he said", "YouTube"),
        ("in a press release, the ministry said", "statement"),
        ("said in a joint communiqué", "statement"),
        ("a communique from the general staff", "statement"),
        ("in a radio message he said", "broadcast"),
        ("the president said in an address to the nation", "broadcast"),
        ("in a TV address he said", "broadcast"),
    ],
)
def test_variants_of_a_channel(text: str, name: str) -> None:
    """Each is named once, under the contract's name."""
    assert [channel.name for _, channel in channels(text, "text")] == [name]


def test_a_link_behind_the_words_gives_the_post() -> None:
    """The channel named in its sentence has the address; without a name the link's words stand."""
    text = "The ministry wrote on Telegram that it fell. It was shown here. Nobody spoke."
    links = [
        PostLink(url="https://t.me/karsova_mod/5", span=Span(start=13, end=30)),
        PostLink(url="https://x.com/mod/status/7", span=Span(start=text.index("here"), end=62)),
    ]
    (_, telegram), (span, post) = channels(text, "text", links)
    assert (telegram.name, telegram.handle) == ("Telegram", "@karsova_mod")
    assert telegram.url == "https://t.me/karsova_mod/5"
    assert (post.name, span.cut(text)) == ("Twitter", "here")
