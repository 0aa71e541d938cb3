"""The suite's own promise: nothing in a test reaches a network."""

import socket
import urllib.request

import pytest

from .conftest import NetworkUsed


@pytest.mark.parametrize("address", [("127.0.0.1", 9), ("192.0.2.1", 443)])
def test_connections_are_refused_on_this_machine_and_beyond(address: tuple[str, int]):
    with socket.socket() as line, pytest.raises(NetworkUsed):
        line.connect(address)
    with socket.socket() as line, pytest.raises(NetworkUsed):
        line.connect_ex(address)


def test_datagrams_and_name_look_ups_are_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as line, pytest.raises(NetworkUsed):
        line.sendto(b"x", ("127.0.0.1", 53))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("name.invalid", 80)


def test_a_library_that_fetches_is_refused():
    with pytest.raises(NetworkUsed):
        urllib.request.urlopen("http://name.invalid/")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Windows has no Unix sockets in Python")
def test_unix_sockets_stay_usable(tmp_path):
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen(1)

        client.connect(path)
