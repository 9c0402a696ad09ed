"""What the yearly pulse came to: per organisation from five answers on, and never a person."""

from collections.abc import Iterator, Mapping

from config.texts import Texts
from flows.pulse import AGREES, PULSE_ANSWERS, Counts, PulseQuestion, shown
from flows.rules import Role
from flows.suppression import visible


def pulse_text(
    year: int, counts: Counts, asked: Mapping[Role, int], order: tuple[Role, ...], texts: Texts
) -> str:
    """One screen: each organisation in the order of the agreements, by itself, never ranked."""
    seen = shown(counts)
    told = [role for role in order if any((role, question) in seen for question in PulseQuestion)]
    parts = [texts("peiling.kop", jaar=year)]
    for role in told:
        lines = [texts("peiling.rol", rol=texts.word("role", role), n=asked.get(role, 0))]
        parts.append("\n".join((*lines, *_answers(role, seen, texts))))
    if quiet := [role for role in order if role in asked and role not in told]:
        names = ", ".join(texts.word("role", role) for role in quiet)
        parts.append(texts("peiling.weinig", rollen=names))
    return "\n\n".join(parts)


def _answers(role: Role, seen: Counts, texts: Texts) -> Iterator[str]:
    for question in PulseQuestion:
        said = seen.get((role, question))
        if said is None:
            continue
        n = sum(said.values())
        if PULSE_ANSWERS[question] == AGREES:
            mean = sum(int(answer) * count for answer, count in said.items()) / n
            value = f"{mean:.1f}".replace(".", ",")
            yield texts(f"peiling.{question}", n=n, gemiddeld=value)
        else:
            cells = visible({answer: said.get(answer, 0) for answer in PULSE_ANSWERS[question]})
            known = {name: "*" if count is None else str(count) for name, count in cells.items()}
            yield texts(f"peiling.{question}", n=n, **known)
