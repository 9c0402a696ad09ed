"""A frozen thing again with other values in some fields; an alert comes about by little else."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that the type checker holds each field to its type
    from dataclasses import replace as replace
else:

    def replace(frozen, **changes):
        """Do what dataclasses.replace does, without writing every other field anew.

        For a dataclass without slots. Nothing is checked again: who has a __post_init__ of its own,
        or fields that are computed once and kept, is not for this.
        """
        values = vars(frozen).copy()
        fields = len(values)
        values.update(changes)
        assert len(values) == fields, "only what is there is replaced"
        changed = object.__new__(type(frozen))
        object.__setattr__(changed, "__dict__", values)  # one dict as it is, not each field anew
        return changed
