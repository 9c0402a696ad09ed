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
        values = vars(frozen)
        assert changes.keys() <= values.keys(), "only what is there is replaced"
        copy = object.__new__(type(frozen))
        vars(copy).update(values, **changes)
        return copy
