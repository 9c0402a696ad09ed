"""How an errand is laid out in its row."""

from typing import TYPE_CHECKING, Any

from storage import codec
from storage.slots import slot_of
from storage.traffic_tables import ErrandState

if TYPE_CHECKING:
    from storage.outbox import Errand


def columns(errand: "Errand") -> dict[str, Any]:
    return {
        "kind": errand.kind,
        "group_id": errand.group_id,
        "user_id": errand.user_id,
        "address": errand.address,
        "slot": slot_of(errand.address),
        "alert": errand.alert,
        "tag": errand.tag,
        "payload": codec.write_json(errand.payload),
        "rank": errand.rank,
        "key": errand.key,
        "again": errand.again,
        "not_before": errand.not_before,
        "made_at": errand.made_at,
        "wanted_at": max(errand.made_at, errand.not_before),
        "attempts": errand.attempts,
        "state": ErrandState.WAITING.value,
    }
