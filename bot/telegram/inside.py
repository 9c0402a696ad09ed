"""Whether a member of a chat, in the words of Telegram, is in it."""

from telegram import ChatMember, ChatMemberRestricted

INSIDE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


def is_inside(member: ChatMember) -> bool:
    """A restricted member may have left all the same."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in INSIDE
