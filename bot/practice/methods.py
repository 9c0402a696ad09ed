"""The methods of the Bot API that the town knows; any other is not found."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.practice import editing, membership, profile, sending
from bot.practice.parameters import Parameters
from bot.practice.world import World

Method = Callable[[World, Parameters], Any]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": partial(profile.set_word, "name"),
    "getMyName": partial(profile.get_word, "name"),
    "setMyDescription": partial(profile.set_word, "description"),
    "getMyDescription": partial(profile.get_word, "description"),
    "setMyShortDescription": partial(profile.set_word, "short_description"),
    "getMyShortDescription": partial(profile.get_word, "short_description"),
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "getFile": sending.get_file,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
    "pinChatMessage": editing.pin_chat_message,
    "unpinChatMessage": editing.unpin_chat_message,
    "unpinAllChatMessages": editing.unpin_all_chat_messages,
    "getChat": membership.get_chat,
    "getChatMember": membership.get_chat_member,
    "getChatMemberCount": membership.get_chat_member_count,
    "getChatAdministrators": membership.get_chat_administrators,
    "leaveChat": membership.leave_chat,
    "banChatMember": membership.ban_chat_member,
    "unbanChatMember": membership.unban_chat_member,
    "approveChatJoinRequest": membership.approve_chat_join_request,
    "declineChatJoinRequest": membership.decline_chat_join_request,
}
BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}
