"""A certificate that nobody vouches for is refused, by every line of ours to the outside (S66)."""

import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.telegram.request import AiohttpRequest, NotSent
from bot.watching.heartbeat import is_heard

YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def self_made(folder) -> ssl.SSLContext:
    """The certificate of somebody in between, for this very address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(YEAR).not_valid_after(YEAR + timedelta(days=3650))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    form, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, plain)
    (folder / "both.pem").write_bytes(made.public_bytes(form) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


@pytest.fixture
async def impostor(tmp_path) -> AsyncIterator[tuple[str, list[str]]]:
    heard: list[str] = []

    async def hears(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.json_response({"ok": True, "result": []})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", hears)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self_made(tmp_path)).start()
    yield f"https://127.0.0.1:{runner.addresses[0][1]}", heard
    await runner.cleanup()


async def test_s66_telegram_is_not_spoken_to_over_a_certificate_of_somebody_else(impostor):
    address, heard = impostor
    request = AiohttpRequest(read_within=5, connections=1)
    await request.initialize()

    with pytest.raises(NotSent):
        await request.ask(f"{address}/bot1:x/getUpdates", "POST", {})

    await request.shutdown()
    assert heard == [], "the token was never said"


async def test_s66_a_watcher_with_a_certificate_of_somebody_else_hears_nothing(impostor):
    address, heard = impostor

    assert await is_heard(f"{address}/secret") == (False, "ClientConnectorCertificateError")

    assert heard == []


def test_s66_nothing_older_than_tls_1_2_is_spoken():
    assert ssl.create_default_context().minimum_version >= ssl.TLSVersion.TLSv1_2
