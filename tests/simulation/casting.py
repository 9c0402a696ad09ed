"""Who is there: the people of the partners, enrolled, and a group for each doelgroep."""

from typing import TYPE_CHECKING

from bot.practice import wire
from bot.practice.model import Chat, ChatKind, Member, Status
from bot.practice.phones import Phone
from flows.people import Function, Post
from flows.rules import Role
from storage.cipher import Cipher

from .life import Life
from .people import Person

if TYPE_CHECKING:
    from .simulation import Simulation

NETWORK = "amsterdam-amstelland"
CANARY = "Canaria"  # the first name of everybody: it may stand in no log and in no group
STRANGER = "stranger"  # in the group, and not enrolled
CAST = (
    ("beheerder", Function.ADMIN, None),
    ("vt1", Function.MEMBER, "vt"),
    ("vt2", Function.MEMBER, "vt"),
    ("politie1", Function.MEMBER, "politie"),
    ("om1", Function.MEMBER, "om"),
    ("om2", Function.DEPUTY, "om"),
    ("om3", Function.CONTACT, "om"),
    ("rvdk1", Function.MEMBER, "rvdk"),
    ("voorzitter", Function.CHAIR, None),
)


async def enrol(simulation: "Simulation") -> None:
    """Put down at once what links and /koppel do."""
    world, people, options = simulation.world, simulation.people, simulation.options
    life = Life(0, 0.0)
    keys = simulation.keys
    storage = simulation.shelf.storage(simulation.disk, life, keys.chain, Cipher(keys.encryption))
    now = simulation.clock.now()
    async with storage.work() as work:
        for name, function, role in CAST:
            phone = Phone(world, world.add_person(f"{CANARY} {name.title()}", None, None))
            phone.user.started = True
            post = Post(network=NETWORK, function=function, role=Role(role) if role else None)
            await work.people.enrol(phone.id, phone.name, post, now)
            keen = options.keen * simulation.chance.at(f"keen:{name}", 1).uniform(0.3, 1.5)
            people.add(Person(phone=phone, role=role, function=function.value, keen=keen))
        stranger = Phone(world, world.add_person("Vreemde Vogel", None, None))
        people.add(Person(phone=stranger, role=None, function=STRANGER, keen=options.keen))
        for doelgroep in options.doelgroepen:
            group = group_of(simulation, doelgroep)
            await work.groups.bind(NETWORK, doelgroep, group.id, None, now)
    await storage.close()
    simulation.disk.bury()


def group_of(simulation: "Simulation", title: str) -> Chat:
    """A small group with everybody in it, and the bot as its administrator."""
    world = simulation.world
    chat = world.add_chat(ChatKind.GROUP, title)
    people = list(simulation.people.everybody.values())
    for place, person in enumerate(people):
        status = Status.MEMBER if place else Status.OWNER
        chat.members[person.phone.id] = Member(user=person.phone.user, status=status)
    rights = frozenset(wire.ADMIN_RIGHTS)
    bot = Member(user=world.bot, status=Status.ADMIN, rights=rights)
    world.set_member(chat, people[0].phone.user, bot)
    simulation.groups[title] = chat
    return chat
