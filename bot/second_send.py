"""Sends one sentence to one address, in a process of its own: the library is large and may hang."""

import json
import sys

SUBJECT = "Spoedgroep"


def main() -> None:
    """Address and sentence come in; the exit code says whether a provider took it."""
    from apprise import Apprise, AppriseAsset

    address, text = json.load(sys.stdin)
    # nothing is kept on disk, no file of this machine is read, and nothing is made of the text
    asset = AppriseAsset(app_id=SUBJECT, app_desc=SUBJECT, app_url="", storage_mode="memory")
    sender = Apprise(asset=asset)
    taken = sender.add(address) and sender.notify(body=text, title=SUBJECT, interpret_escapes=False)
    sys.exit(0 if taken else 1)


if __name__ == "__main__":
    main()
