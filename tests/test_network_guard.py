import socket

import pytest

from tests.network_guard import NetworkRefusedError, is_local


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", True),
        ("", True),
        (None, True),
        ("8.8.8.8", False),
        ("10.0.0.1", False),
        ("2001:db8::1", False),
        ("example.org", False),
    ],
)
def test_only_this_machine_is_local(host: str | None, local: bool) -> None:
    assert is_local(host) is local


def test_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as client, pytest.raises(NetworkRefusedError, match=r"192\.0\.2\.1"):
        client.connect(("192.0.2.1", 80))
    with socket.socket() as client, pytest.raises(NetworkRefusedError, match=r"192\.0\.2\.1"):
        client.connect_ex(("192.0.2.1", 80))


def test_look_up_of_another_name_is_refused() -> None:
    with pytest.raises(NetworkRefusedError, match=r"example\.org"):
        socket.create_connection(("example.org", 443))


def test_connection_to_this_machine_is_let_through() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        accepted, _ = server.accept()
        accepted.close()
        assert client.getpeername() == server.getsockname()
