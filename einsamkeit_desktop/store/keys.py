"""The keys of a store: one random data key, wrapped once per way to open it (a slot).

`schluessel.json` holds the slots: a passphrase (Argon2id), the printed recovery key, or "open" for a store without a
passphrase. Changing a passphrase rewrites this file alone, never the data; a wrong passphrase is told apart from a
damaged file because the AES key wrap checks itself.
"""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import StoreDamaged, StoreForeign, StoreMissing, StoreTooNew, StoreTrouble, WrongKey
from ..texts import _
from .files import files_translated, reason_of, sync_folder, write_durably

KEY_FILE = "schluessel.json"
FORMAT = 1
# RFC 4648 base 32 without digits and letters that look alike on paper.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_RECOVERY_GROUPS = 8
_GROUP = 4


@dataclass(frozen=True)
class KdfCost:
    """Argon2id parameters: memory in KiB, passes, lanes. The default takes half a second on an office laptop."""

    memory_kib: int = 256 * 1024
    passes: int = 4
    lanes: int = 4


DEFAULT_COST = KdfCost()
_MOST = KdfCost(memory_kib=4 * 1024 * 1024, passes=64, lanes=64)
# The recovery key has 160 random bits; it needs no slow derivation.
_RECOVERY_COST = KdfCost(memory_kib=8 * 1024, passes=1, lanes=1)


@dataclass(frozen=True)
class NewKeys:
    """What a new store is born with: the data key (32 bytes), the slots, and the recovery key to print, if any."""

    data_key: bytes
    slots: tuple[dict[str, Any], ...]
    recovery_key: str = ""


def new_keys(passphrase: str | None, cost: KdfCost = DEFAULT_COST) -> NewKeys:
    """Draw a data key and wrap it for a passphrase and a recovery key, or openly where there is no passphrase."""
    data_key = os.urandom(32)
    if passphrase is None:
        return NewKeys(data_key, (_open_slot(data_key),))
    recovery = _new_recovery_key()
    return NewKeys(data_key, slots_for(data_key, passphrase, recovery, cost), recovery)


def slots_for(data_key: bytes, passphrase: str, recovery_key: str, cost: KdfCost) -> tuple[dict[str, Any], ...]:
    """Wrap a data key for a passphrase and a recovery key."""
    return (
        _slot("passphrase", _passphrase_bytes(passphrase), data_key, cost),
        _slot("recovery", _recovery_bytes(recovery_key), data_key, _RECOVERY_COST),
    )


def needs_passphrase(folder: Path) -> bool:
    """Whether the store in the folder opens only with a passphrase or recovery key."""
    return not any(slot["kind"] == "open" for slot in read_slots(folder))


def unwrap(folder: Path, passphrase: str | None = None, recovery_key: str | None = None) -> bytes:
    """Return the data key of the store in the folder.

    Raises errors.WrongKey if no slot opens, StoreMissing or StoreDamaged if the key file is missing or unreadable.
    """
    slots = read_slots(folder)
    secrets_by_kind: dict[str, bytes] = {}
    if passphrase is not None:
        secrets_by_kind["passphrase"] = _passphrase_bytes(passphrase)
    if recovery_key is not None:
        secrets_by_kind["recovery"] = _recovery_bytes(recovery_key)
    for slot in slots:
        if slot["kind"] == "open":
            return _unwrap_open(slot)
        if slot["kind"] in secrets_by_kind:
            key = _try_slot(slot, secrets_by_kind[slot["kind"]])
            if key is not None:
                return key
    if recovery_key is not None:
        raise WrongKey(_("Dieser Wiederherstellungsschlüssel passt nicht. Bitte die Gruppen noch einmal vergleichen."))
    if passphrase is None:
        raise WrongKey(_("Dieser Bestand ist mit einer Passphrase geschützt. Bitte die Passphrase angeben."))
    raise WrongKey(
        _(
            "Diese Passphrase passt nicht. Bitte Groß- und Kleinschreibung prüfen oder den "
            "Wiederherstellungsschlüssel verwenden."
        )
    )


def read_slots(folder: Path) -> list[dict[str, Any]]:
    """Return the key slots of the store in the folder, checked for shape."""
    path = folder / KEY_FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(
            _("In „{folder}“ liegt kein Bestand. Bitte einen anderen Ordner wählen.").format(folder=folder)
        ) from None
    except OSError as error:
        raise StoreTrouble(
            _("„{path}“ lässt sich nicht lesen: {reason}. Bitte Laufwerk und Rechte prüfen.").format(
                path=path, reason=reason_of(error)
            )
        ) from error
    except ValueError:
        raise StoreDamaged(
            _("Die Schlüsseldatei „{path}“ ist nicht lesbar. Bitte die letzte Sicherung wiederherstellen.").format(
                path=path
            )
        ) from None
    if not isinstance(content, dict) or not isinstance(content.get("slots"), list):
        raise StoreForeign(_("„{path}“ ist keine Schlüsseldatei dieses Programms.").format(path=path))
    written_as = content.get("format")
    if not isinstance(written_as, int):
        raise StoreForeign(_("„{path}“ ist keine Schlüsseldatei dieses Programms.").format(path=path))
    if written_as > FORMAT:
        raise StoreTooNew(
            _(
                "Dieser Bestand wurde mit einer neueren Version des Programms angelegt. Bitte das "
                "Programm aktualisieren."
            )
        )
    return [slot for slot in content["slots"] if isinstance(slot, dict) and isinstance(slot.get("kind"), str)]


def write_slots(folder: Path, slots: tuple[dict[str, Any], ...]) -> None:
    """Write the key file whole: temporary file, fsync, replace. Raises errors.NoRoom, ReadOnly; the old one stays."""
    target = folder / KEY_FILE
    temporary = target.with_suffix(".neu")
    with files_translated():
        try:
            write_durably(temporary, json.dumps({"format": FORMAT, "slots": list(slots)}, indent=1))
            os.replace(temporary, target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(folder)


def change_passphrase(folder: Path, data_key: bytes, passphrase: str, cost: KdfCost = DEFAULT_COST) -> None:
    """Replace the passphrase slot; the recovery key stays valid, the data is not touched."""
    kept = [slot for slot in read_slots(folder) if slot["kind"] == "recovery"]
    slot = _slot("passphrase", _passphrase_bytes(passphrase), data_key, cost)
    write_slots(folder, (slot, *kept))


def _passphrase_bytes(passphrase: str) -> bytes:
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _new_recovery_key() -> str:
    import secrets

    letters = "".join(secrets.choice(_ALPHABET) for _number in range(_RECOVERY_GROUPS * _GROUP))
    return "-".join(letters[i : i + _GROUP] for i in range(0, len(letters), _GROUP))


def _recovery_bytes(text: str) -> bytes:
    return "".join(c for c in text.upper() if c in _ALPHABET).encode("utf-8")


def _slot(kind: str, secret: bytes, data_key: bytes, cost: KdfCost) -> dict[str, Any]:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    salt = os.urandom(16)
    wrapped = aes_key_wrap(_derive(secret, salt, cost), data_key)
    return {
        "kind": kind,
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": _text(salt),
        "wrapped": _text(wrapped),
    }


def _open_slot(data_key: bytes) -> dict[str, Any]:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    wrapper = os.urandom(32)
    return {"kind": "open", "wrapper": _text(wrapper), "wrapped": _text(aes_key_wrap(wrapper, data_key))}


def _unwrap_open(slot: dict[str, Any]) -> bytes:
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        return aes_key_unwrap(_bytes(slot["wrapper"]), _bytes(slot["wrapped"]))
    except (InvalidUnwrap, KeyError, ValueError):
        raise StoreDamaged(
            _("Die Schlüsseldatei ist beschädigt. Bitte die letzte Sicherung wiederherstellen.")
        ) from None


def _try_slot(slot: dict[str, Any], secret: bytes) -> bytes | None:
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        cost = KdfCost(int(slot["memory_kib"]), int(slot["passes"]), int(slot["lanes"]))
        salt, wrapped = _bytes(slot["salt"]), _bytes(slot["wrapped"])
        wrapper = _derive(secret, salt, cost)
    except (KeyError, ValueError, TypeError):
        raise StoreDamaged(
            _("Die Schlüsseldatei ist beschädigt. Bitte die letzte Sicherung wiederherstellen.")
        ) from None
    try:
        return aes_key_unwrap(wrapper, wrapped)
    except InvalidUnwrap:
        return None


def _derive(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    if cost.memory_kib > _MOST.memory_kib or cost.passes > _MOST.passes or cost.lanes > _MOST.lanes:
        raise ValueError("a damaged file must not eat the machine")
    try:
        return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)
    except HashingError as error:
        raise ValueError(str(error)) from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
