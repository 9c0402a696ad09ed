"""Raw updates of every kind that Telegram sends, and ways to spoil them."""

import copy
import json
import random

from bot.inputs import Origin
from bot.telegram.reading import fingerprint

BOT = "SpoedgroepOefenBot"
SANNE = {"id": 61, "is_bot": False, "first_name": "Sanne", "last_name": "de Vries"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
HELPER = {"id": 99, "is_bot": True, "first_name": "Hulp", "username": "HulpBot"}
GROUP = {"id": -1002000000001, "type": "supergroup", "title": "Zuidoost"}
PRIVATE = {"id": 61, "type": "private", "first_name": "Sanne"}
CHANNEL = {"id": -1003000000001, "type": "channel", "title": "Nieuws"}
FILE = {"file_id": "F1", "file_unique_id": "U1"}
SEEN = {"message_id": 7, "date": 1795400000, "chat": GROUP, "from": SANNE}
FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "I", "date": 1}}


def message(kind="message", **content):
    return {"update_id": 500, kind: SEEN | content}


def command(text, **content):
    length = len(text.split()[0])
    entity = {"type": "bot_command", "offset": 0, "length": length}
    return message(text=text, entities=[entity], **content)


def press(**content):
    said = {"id": "77", "from": SANNE, "chat_instance": "1", "data": "a:1"}
    return {"update_id": 500, "callback_query": said | {"message": SEEN} | content}


def member(kind, before, after, who=HELPER, chat=GROUP):
    old, new = {"user": who, **before}, {"user": who, **after}
    change = {"chat": chat, "from": SANNE, "date": 1795400000}
    return {"update_id": 500, kind: change | {"old_chat_member": old, "new_chat_member": new}}


MEDIA = {
    "photo": {"photo": [FILE | {"width": 1, "height": 1}]},
    "voice": {"voice": FILE | {"duration": 3}},
    "audio": {"audio": FILE | {"duration": 3}},
    "video": {"video": FILE | {"width": 1, "height": 1, "duration": 3}},
    "video_note": {"video_note": FILE | {"length": 1, "duration": 3}},
    "animation": {
        "animation": FILE | {"width": 1, "height": 1, "duration": 3},
        "document": FILE,
    },
    "document": {"document": FILE | {"file_name": "dossier.pdf"}, "caption": "zie dit"},
    "location": {"location": {"latitude": 52.37, "longitude": 4.89}},
    "contact": {"contact": {"phone_number": "+31600000000", "first_name": "Kees"}},
    "sticker": {
        "sticker": FILE
        | {
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "of next year": {"hologram": {"file_id": "F1"}},
}
OWNER = {"status": "creator", "is_anonymous": False}
ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
ADMIN = {"status": "administrator"} | dict.fromkeys(ADMIN_RIGHTS, True)
MEMBER, LEFT = {"status": "member"}, {"status": "left"}
KICKED = {"status": "kicked", "until_date": 0}
RIGHTS = (
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_send_messages",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_manage_topics",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_edit_tag",
    "can_react_to_messages",
)
RESTRICTED = {"status": "restricted", "until_date": 0} | dict.fromkeys(RIGHTS, False)
JOIN = {"chat": GROUP, "from": SANNE, "user_chat_id": 61, "date": 1795400000}
ANSWERED = {"poll_id": "1", "user": SANNE, "option_ids": [0], "option_persistent_ids": ["0"]}

CORPUS = [
    press(),
    press(message=SEEN | {"date": 0}),
    press(message=None, inline_message_id="i"),
    command("/open"),
    command(f"/koppel@{BOT} veilig thuis"),
    command("/open@HulpBot"),
    message(text="gewoon een zin"),
    message(text="doorgestuurd", **FORWARDED),
    message(kind="edited_message", text="anders", edit_date=1795400001),
    *(message(**content) for content in MEDIA.values()),
    message(**{"from": ANONYMOUS}, sender_chat=GROUP, text="anoniem"),
    message(text="via", via_bot=HELPER),
    message(migrate_to_chat_id=-1002000000009),
    message(migrate_from_chat_id=-4000),
    message(new_chat_members=[SANNE]),
    message(pinned_message=SEEN | {"text": "kaart"}),
    {"update_id": 500, "channel_post": SEEN | {"chat": CHANNEL, "text": "nieuws"}},
    member("my_chat_member", LEFT, ADMIN),
    member("my_chat_member", MEMBER, KICKED, chat=PRIVATE),
    member("chat_member", LEFT, MEMBER, who=SANNE),
    member("chat_member", MEMBER, RESTRICTED | {"is_member": False}, who=SANNE),
    {"update_id": 500, "chat_join_request": JOIN},
    {"update_id": 500, "poll_answer": ANSWERED},
    {"update_id": 500, "thought": {"chat": GROUP, "from": SANNE}},
    {"update_id": 500},
]

ODDITIES = [None, "", "tekst", 0, -1, 2**70, 1e300, True, [], {}, [None], {"id": []}, "\u202e\x00"]


def mutated(seed):
    """One update of the corpus with a few things in it taken out, put in, or turned around."""
    chance = random.Random(seed)
    raw = copy.deepcopy(chance.choice(CORPUS))
    for _ in range(chance.randint(1, 4)):
        place = chance.choice(_places(raw))
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        what = chance.random()
        if isinstance(place, dict) and (what < 0.3 or not keys):
            place[f"new_{chance.randint(0, 99)}"] = copy.deepcopy(chance.choice(ODDITIES))
        elif keys and what < 0.6:
            del place[chance.choice(keys)]
        elif keys:
            place[chance.choice(keys)] = copy.deepcopy(chance.choice(ODDITIES))
    return json.loads(json.dumps(raw))


def _places(node):
    below = node.values() if isinstance(node, dict) else node
    deeper = [place for one in below if isinstance(one, dict | list) for place in _places(one)]
    return [node, *deeper]


def origin(raw, **fields):
    known = {"chat_id": GROUP["id"], "user_id": 61, "name": "Sanne de Vries", "is_private": False}
    return Origin(**{"update_id": 500, "fingerprint": fingerprint(raw)} | known | fields)


def nobody(raw, **fields):
    return origin(raw, user_id=None, name="", **fields)
