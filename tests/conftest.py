"""What holds for every test: no screen, no network, no Qt warning, and the same random examples every time."""

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from .fixtures import store, store_folder, store_template, today  # noqa: F401  (fixtures for every room)

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_STYLE_OVERRIDE", None)

settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


def pytest_collection_finish() -> None:
    """Take the thousands of collected tests out of the garbage collector's rounds; timed tests ran 4 times slower."""
    gc.collect()
    gc.freeze()


class NetworkUsed(AssertionError):
    """A test reached for the network; the program has none."""


def _refuse(family: int, address: object) -> None:
    unix = getattr(socket, "AF_UNIX", None)
    if unix is None or family != unix:
        raise NetworkUsed(f"the network is blocked in tests, but something wanted to reach {address!r}")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection, name look-up and datagram, the own machine included; Unix sockets stay."""
    connect, connect_ex, sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto

    def guarded_connect(self: socket.socket, address):
        _refuse(self.family, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address):
        _refuse(self.family, address)
        return connect_ex(self, address)

    def guarded_sendto(self: socket.socket, *args):
        _refuse(self.family, args[-1])
        return sendto(self, *args)

    def guarded_getaddrinfo(host, *_args, **_kwargs):
        raise NetworkUsed(f"the network is blocked in tests, but something looked up {host!r}")

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket.socket, "sendto", guarded_sendto)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


@pytest.fixture(autouse=True)
def own_places(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep settings, logs and stores of a test out of the person's own folders; give the folder used instead."""
    home = tmp_path_factory.mktemp("home")
    places = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
    places |= {"XDG_CACHE_HOME": "cache", "LOCALAPPDATA": "local", "APPDATA": "roaming", "USERPROFILE": ""}
    for name, folder in places.items():
        monkeypatch.setenv(name, str(home / folder))
    yield home
