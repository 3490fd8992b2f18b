"""An HTML tree as lines: one for each block of text, in the order of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "iframe", "legend", "li",
    "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_SILENT: Final = frozenset({
    "script", "style", "noscript", "template", "head", "svg", "math", "canvas", "object", "video",
    "audio", "select", "textarea",
})  # fmt: skip


def page_lines(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """The visible text of a tree, a line for each block, inner space made single."""
    joined = "".join(_pieces(tree))
    lines = (" ".join(line.split()) for line in joined.split("\x00"))
    return [line for line in lines if line]


def _pieces(root: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Text pieces with a NUL at each edge of a block; no recursion, for pages nested deeply."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        is_block = node.tag in _BLOCKS
        if is_block:
            yield "\x00"
        if closing:
            yield from _text(node.tail)
            continue
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            yield from _text(node.tail if node is not root else None)
            continue
        yield from _text(node.text)
        if node is not root:
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def _text(text: str | None) -> Iterator[str]:
    if text:
        yield text.replace("\x00", " ")
